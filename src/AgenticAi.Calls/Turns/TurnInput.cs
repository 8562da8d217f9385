using AgenticAi.Calls.Audio;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// Something that concerns whose turn it is. A closed family: turn-taking handles each member, and one that it does not know fails the
/// call. Audio of the model and its events travel in one stream, so that they stay in the order in which the model sent them.
/// </summary>
public abstract record TurnInput
{
    private protected TurnInput()
    {
    }

    /// <summary>Timestamp at which it came from its socket; 0 when it came from none.</summary>
    public long ReadAt { get; init; }
}

/// <summary>Audio of the model: in the session's format where it comes from the model, μ-law at 8 kHz where it is played.</summary>
public sealed record ModelAudio(AudioFrame Frame) : TurnInput, IDisposable
{
    public void Dispose() => Frame.Dispose();
}

/// <summary>An event of the model's session other than audio.</summary>
public sealed record ModelEvent(ServerEvent Event) : TurnInput;

/// <summary>
/// The model's leg is connected, and its session has the settings of the call and remembers it. It takes the place of the one before,
/// whether that was lost (<see cref="ModelGone"/>) or only left.
/// </summary>
/// <param name="SessionId">The session, as the server names it.</param>
/// <param name="Model">The model it runs on.</param>
/// <param name="Generation">The number of the session in this run, from 1.</param>
/// <param name="OwesAnswer">It was told that the caller said something last which nobody has answered.</param>
/// <param name="Remembered">Items of earlier sessions of which it was told what the caller had heard.</param>
public sealed record ModelReady(string SessionId, string Model, int Generation, bool OwesAnswer, IReadOnlySet<string> Remembered)
    : TurnInput;

/// <summary>The model's leg is lost, and another is being opened.</summary>
/// <param name="SessionId">The session that is gone.</param>
/// <param name="Why">For log and journal.</param>
public sealed record ModelGone(string SessionId, string Why) : TurnInput;

/// <summary>A mark came back from the caller's side: what was sent before it was played.</summary>
public sealed record CallerMark(string Name) : TurnInput;

/// <summary>The caller pressed a key.</summary>
public sealed record CallerDigit(string Digit) : TurnInput;

/// <summary>The caller hung up: what the caller was saying is to be transcribed without waiting for its end.</summary>
public sealed record CallerGone : TurnInput;

/// <summary>Something that is to be said to the caller besides the model's own answers.</summary>
/// <param name="Id">Names the request in the journal and towards the model.</param>
/// <param name="Text">The words.</param>
/// <param name="Source">Who wants it said, see <see cref="SpeechSources"/>.</param>
public sealed record SpeechRequest(string Id, string Text, string Source) : TurnInput
{
    /// <summary>What the model has to be told first, when the words are to be its own; null when they are to be said as they are.</summary>
    public NewItem? Note { get; init; }

    /// <summary>It does not wait for the agent's sentence to end.</summary>
    public bool IsUrgent => Source is SpeechSources.UrgentOperator or SpeechSources.DurationGoodbye;

    /// <summary>True for what turn-taking itself asks for: it is said by the run that asked for it, or not at all.</summary>
    public static bool IsOfTheMoment(string source) => source is SpeechSources.SilencePrompt or SpeechSources.SilenceGoodbye
        or SpeechSources.Apology or SpeechSources.DurationWarning or SpeechSources.DurationGoodbye or SpeechSources.BudgetGoodbye;
}

/// <summary>The brain's wish to end the call. A caller cannot call it off.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Goodbye">To be heard first; nothing when empty.</param>
/// <param name="Source">Who wants that said.</param>
public sealed record EndRequest(CallEndReason Reason, string Goodbye, string Source) : TurnInput;

/// <summary>Something the model has to know and nobody is to hear.</summary>
public sealed record ModelNote(NewItem Item) : TurnInput;

/// <summary>Whether something the caller asked for is being worked on.</summary>
public sealed record WorkProgress(bool IsUnderWay) : TurnInput;
