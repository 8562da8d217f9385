using AgenticAi.Calls.Turns.Limits;
using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Calls.Turns;

/// <summary>How turns are taken in a call.</summary>
public sealed record TurnOptions
{
    /// <summary>Speech of the caller that is shorter does not interrupt; zero: any speech does.</summary>
    public TimeSpan MinSpeech { get; init; }

    /// <summary>Whether speech goes on from where it was stopped when an interruption turns out to have no words in it.</summary>
    public bool ResumeFalseStarts { get; init; } = true;

    /// <summary>
    /// Speech up to this long that says no more than that the caller is listening (<see cref="Backchannels"/>) does not take the turn; zero: any does.
    /// </summary>
    public TimeSpan Backchannel { get; init; }

    /// <summary>Whether the greeting is said to its end whatever the caller says meanwhile.</summary>
    public bool ProtectGreeting { get; init; }

    /// <summary>Whether the model is told which keys the caller presses.</summary>
    public bool DigitsToModel { get; init; }

    /// <summary>What the model adds to the length of speech it reports: padding before it, and the silence that ended it.</summary>
    public TimeSpan SpeechPadding { get; init; }

    /// <summary>How long after the end of speech the model reports it.</summary>
    public TimeSpan EndOfSpeechSilence { get; init; }

    public CallLimits Limits { get; init; } = new();

    /// <summary>The functions that the model was offered; it may call no others.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [AgentFunctions.HangUp, AgentFunctions.AskAgent];

    /// <summary>
    /// Ends the ids of what turn-taking itself asks for, so that they differ from those of an earlier stream of the same conversation.
    /// </summary>
    public string RequestSuffix { get; init; } = "";

    /// <summary>The same options with the times that follow from how the model detects speech.</summary>
    /// <remarks>
    /// https://platform.openai.com/docs/api-reference/realtime-server-events/input_audio_buffer/speech_started and speech_stopped.
    /// Detection by meaning reports the end late, by a time that is not known: nothing can be taken off.
    /// </remarks>
    public TurnOptions For(TurnDetection? detection) => detection is ServerVad vad
        ? this with
        {
            SpeechPadding = TimeSpan.FromMilliseconds(vad.PrefixPaddingMs + vad.SilenceDurationMs),
            EndOfSpeechSilence = TimeSpan.FromMilliseconds(vad.SilenceDurationMs),
        }
        : this;
}
