using AgenticAi.Calls.Audio;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>One thing to send to the caller's side.</summary>
public abstract record CallerCommand
{
    private protected CallerCommand()
    {
    }
}

/// <summary>Audio to play.</summary>
/// <param name="Audio">μ-law, a multiple of 160 bytes; belongs to whoever has the command.</param>
/// <param name="ReadAt">Timestamp at which it came from the model, where nothing had to be said before it; otherwise 0.</param>
public sealed record PlayAudio(AudioBuffer Audio, long ReadAt) : CallerCommand, IDisposable
{
    public void Dispose() => Audio.Dispose();
}

/// <summary>Asks to be told when everything sent so far was played.</summary>
public sealed record SendMark(string Name) : CallerCommand;

/// <summary>Throws away what the caller's side has buffered and not played.</summary>
/// <param name="ReadAt">Timestamp at which the event that led to it came from the model; 0 when none did.</param>
public sealed record ClearAudio(long ReadAt) : CallerCommand;

/// <summary>Something to send to the model.</summary>
/// <param name="Event">What.</param>
/// <param name="Generation">The session it was meant for: another one does not know the items it speaks of.</param>
public sealed record ModelCommand(ClientEvent Event, int Generation);

/// <summary>What turn-taking decides beyond the two legs.</summary>
public abstract record CallDecision
{
    private protected CallDecision()
    {
    }
}

/// <summary>The call is to end: everything was said and heard.</summary>
public sealed record HangUpDecided(CallEndReason Reason) : CallDecision;

/// <summary>The brain is to know something.</summary>
public sealed record BrainReport(ConversationCommand Command) : CallDecision;
