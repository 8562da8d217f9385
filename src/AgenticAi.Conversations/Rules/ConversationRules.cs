using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>
/// The rules of a conversation as pure functions: what follows from a command, and what an event changes.
/// No clock, no ids of their own, no memory: the same arguments give the same result on every machine.
/// </summary>
public static class ConversationRules
{
    /// <summary>Code of <see cref="CallerUnintelligible"/> when the conversation ended before the words were known.</summary>
    public const string EndedBeforeWords = "conversation_ended";

    /// <summary>Reason of <see cref="SpeechDropped"/> when the conversation ended before the text was spoken.</summary>
    public const string EndedBeforeSpeech = "the conversation ended";

    /// <summary>What follows from a command that arrived at <paramref name="now"/>. Changes nothing itself.</summary>
    public static Decision Decide(ConversationState state, ConversationCommand command, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        DateTimeOffset at = TimeOfEvents(now);
        Steps steps = Deciding.Of(state, command, at);
        BudgetStep budget = Budgeting.Following(state, command, steps.Events, at);
        return new Decision(
            [.. steps.Events.Concat(budget.Events)
                .Select((happened, index) => new JournaledEvent(state.ConversationId, state.Sequence + 1 + index, at, happened))],
            [.. Deciding.Effects(steps), .. budget.Effects]);
    }

    /// <summary>The state after an event.</summary>
    /// <exception cref="UnknownEventException">The event is of no known kind.</exception>
    /// <exception cref="ArgumentException">The event is not the next one of this conversation.</exception>
    public static ConversationState Apply(ConversationState state, JournaledEvent entry)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.ConversationId != state.ConversationId || entry.Sequence != state.Sequence + 1)
        {
            throw new ArgumentException(
                $"Event {entry.Sequence} of {entry.ConversationId} cannot follow event {state.Sequence} of {state.ConversationId}.",
                nameof(entry));
        }

        return Applying.Event(state, entry.Event, entry.At) with { Sequence = entry.Sequence };
    }

    /// <summary>The state after a run of events.</summary>
    public static ConversationState Apply(ConversationState state, IEnumerable<JournaledEvent> entries) => entries.Aggregate(state, Apply);

    /// <summary>
    /// Effects whose request is stored and whose outcome is not: what a restart has to perform again. At least once, therefore:
    /// a text may be spoken twice if the crash fell between speaking and its report.
    /// </summary>
    public static ImmutableArray<ConversationEffect> Outstanding(ConversationState state) =>
    [
        .. state.PendingSpeech.Values.OrderBy(request => request.Id, StringComparer.Ordinal)
            .Select(request => WorkEffects.SpeechOf(state, request)),
        .. WorkEffects.Outstanding(state),
        .. Budgeting.Outstanding(state),
    ];

    /// <summary>When the events of a command happened: the time it was judged with, in UTC, cut off to the microsecond.</summary>
    public static DateTimeOffset TimeOfEvents(DateTimeOffset judged)
    {
        DateTimeOffset utc = judged.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
