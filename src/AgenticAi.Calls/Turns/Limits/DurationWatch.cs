using AgenticAi.Conversations;

namespace AgenticAi.Calls.Turns.Limits;

/// <summary>Notices that the call has lasted for as long as it may, and warns some time before. Times count from the start of the stream.</summary>
internal sealed class DurationWatch(CallLimits limits)
{
    private bool _hasWarned;

    public TimeSpan? DueAt => _hasWarned ? limits.MaxDuration : WarnAt ?? limits.MaxDuration;

    private TimeSpan? WarnAt => limits.MaxDuration - limits.DurationWarningBefore;

    /// <summary>The warning, when it is time for it.</summary>
    public RequestSpeech? Warn(TimeSpan now)
    {
        if (_hasWarned || WarnAt is not { } at || now < at) return null;
        _hasWarned = true;
        return new RequestSpeech("duration-warning", limits.DurationWarning, SpeechSources.DurationWarning);
    }

    /// <summary>True when the time is up.</summary>
    public bool IsOver(TimeSpan now) => now >= limits.MaxDuration;
}
