using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>What follows from several commands in a row, each judged on the state the ones before it will leave.</summary>
internal sealed record BatchDecision(
    ConversationState Ahead,
    ImmutableArray<JournaledEvent> Events,
    ImmutableArray<ConversationEffect> Effects,
    ImmutableArray<ConversationCommand> Ignored)
{
    public static BatchDecision Of(ConversationState state, IReadOnlyList<Told> commands)
    {
        var events = ImmutableArray.CreateBuilder<JournaledEvent>();
        var effects = ImmutableArray.CreateBuilder<ConversationEffect>();
        var ignored = ImmutableArray.CreateBuilder<ConversationCommand>();
        foreach (Told told in commands)
        {
            Decision decision = ConversationRules.Decide(state, told.Command, told.At);
            if (decision.Events.IsEmpty) ignored.Add(told.Command);
            state = ConversationRules.Apply(state, decision.Events);
            events.AddRange(decision.Events);
            effects.AddRange(decision.Effects);
        }

        return new BatchDecision(state, events.ToImmutable(), effects.ToImmutable(), ignored.ToImmutable());
    }
}
