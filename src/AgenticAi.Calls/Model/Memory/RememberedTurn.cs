using System.Collections.Immutable;
using System.Text.Json;
using AgenticAi.Calls.Agents;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Model.Memory;

/// <summary>
/// A turn as both sides know it: what the assistant knows of the caller's words, what the caller heard of the assistant's, or what an
/// agent did. It is kept or shortened as one: a function call is in one with its output, so that neither is ever restored alone.
/// </summary>
internal sealed record RememberedTurn(ItemRole Role, string Text)
{
    /// <summary>Stands for speech whose transcription failed, so that the model neither answers nor overlooks it.</summary>
    private const string NotUnderstood = "(words that could not be understood)";

    public IEnumerable<NewItem> Items => Role is ItemRole.Caller ? [new UserTextItem(Text)] : Given ?? [new AssistantTextItem(Text)];

    /// <summary>What stands for it when it is no speech: a call of the agent with its output, or a note.</summary>
    public IReadOnlyList<NewItem>? Given { get; private init; }

    /// <summary>The turn as far as it is to be remembered; null when nothing of it is.</summary>
    private static RememberedTurn? Of(ConversationTurn turn, IReadOnlySet<string> stillSpoken)
    {
        string? text = turn.Role is ItemRole.Caller ? Said(turn) : Heard(turn, stillSpoken);
        return string.IsNullOrWhiteSpace(text) ? null : new RememberedTurn(turn.Role, text);
    }

    /// <summary>
    /// A command and what became of it, as the model got it: its function call with the output, or a note. A call that has no output yet is
    /// a note too, because a call must never stand alone.
    /// </summary>
    private static RememberedTurn Of(Job job)
    {
        if (job.CallId is not { } call || job.IsOpen)
        {
            SystemTextItem note = AgentNotes.Result(job.Text, job.Status, job.Answer);
            return new RememberedTurn(ItemRole.Function, note.Text) { Given = [note] };
        }

        string arguments = JsonSerializer.Serialize(new Dictionary<string, string> { ["request"] = job.Text });
        string output = AgentNotes.Output(job.Status, job.Answer);
        return new RememberedTurn(ItemRole.Function, $"{arguments} {output}")
        {
            Given = [new FunctionCallItem(call, AgentFunctions.AskAgent, arguments), new FunctionCallOutputItem(call, output)],
        };
    }

    /// <summary>
    /// All of a conversation in its order, each with an id of its own: commands stand behind the words that led to them, and are told again
    /// when they have come further.
    /// </summary>
    public static IEnumerable<(string Id, RememberedTurn? Turn)> Of(ConversationState state, IReadOnlySet<string> stillSpoken)
    {
        ILookup<string, Job> jobs = state.Work.InOrder.ToLookup(job => job.UtteranceId ?? "");
        if (!state.Work.Earlier.IsDefaultOrEmpty) yield return ("earlier calls", Of(state.Work.Earlier));
        foreach (ConversationTurn turn in state.Turns)
        {
            yield return (turn.ItemId, Of(turn, stillSpoken));
            foreach (Job job in jobs[turn.ItemId]) yield return (IdOf(job), Of(job));
        }

        foreach (Job job in jobs[""]) yield return (IdOf(job), Of(job));
    }

    private static RememberedTurn Of(ImmutableArray<RememberedCommand> earlier)
    {
        SystemTextItem note = AgentNotes.Earlier(earlier);
        return new RememberedTurn(ItemRole.System, note.Text) { Given = [note] };
    }

    private static string IdOf(Job job) => $"{job.Id} {job.Status}";

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
