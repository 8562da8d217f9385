using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Model;

/// <summary>
/// A turn as both sides know it: what the assistant knows of the caller's words, what the caller heard of the assistant's. It is
/// kept or shortened as one. A function call belongs into one with its output, so that neither is ever restored alone.
/// </summary>
internal sealed record RememberedTurn(ItemRole Role, string Text)
{
    /// <summary>Stands for speech whose transcription failed, so that the model neither answers nor overlooks it.</summary>
    private const string NotUnderstood = "(words that could not be understood)";

    public NewItem Item => Role is ItemRole.Caller ? new UserTextItem(Text) : new AssistantTextItem(Text);

    /// <summary>The turn as far as it is to be remembered; null when nothing of it is.</summary>
    public static RememberedTurn? Of(ConversationTurn turn, IReadOnlySet<string> stillSpoken)
    {
        string? text = turn.Role is ItemRole.Caller ? Said(turn) : Heard(turn, stillSpoken);
        return string.IsNullOrWhiteSpace(text) ? null : new RememberedTurn(turn.Role, text);
    }

    /// <summary>True when it tells who has to speak next: the caller said what can be answered, or the assistant was heard.</summary>
    public static bool Counts(ConversationTurn turn, IReadOnlySet<string> stillSpoken) => turn.Role is ItemRole.Caller
        ? !string.IsNullOrWhiteSpace(turn.Text)
        : turn.HeardMs > 0 || IsStillSpoken(turn, stillSpoken);

    // Words still being transcribed are left out: they are yet to come, or their sound is sent again, and would stand there twice.
    // An empty transcription is a noise. A failure without speech is not known to be anything the caller said.
    private static string? Said(ConversationTurn turn) => turn switch
    {
        { Text: { } words } => words,
        { FailureCode: not null, SpeechStartedMs: not null } or { FailureCode: not null, SpeechStoppedMs: not null } => NotUnderstood,
        _ => null,
    };

    private static string? Heard(ConversationTurn turn, IReadOnlySet<string> stillSpoken) => turn switch
    {
        { HeardMs: > 0 } => turn.Interrupted ? turn.HeardText : turn.Text,
        _ => IsStillSpoken(turn, stillSpoken) ? turn.Text : null,
    };

    /// <summary>It will be heard to its end. What the journal knows to be cut will not, whatever the line believes.</summary>
    private static bool IsStillSpoken(ConversationTurn turn, IReadOnlySet<string> stillSpoken) =>
        turn is { HeardMs: null, Interrupted: false } && stillSpoken.Contains(turn.ItemId);
}
