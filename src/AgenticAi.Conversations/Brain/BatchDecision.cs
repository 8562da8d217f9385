using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>What follows from several commands in a row, each judged on the state the ones before it will leave.</summary>
internal sealed record BatchDecision(
    ConversationState Ahead,
    ImmutableArray<JournaledEvent> Events,
    ImmutableArray<ConversationEffect> Effects,
    ImmutableArray<JudgedCommand> Commands)
{
    public static BatchDecision Of(ConversationState state, IReadOnlyList<Told> commands)
    {
        var events = ImmutableArray.CreateBuilder<JournaledEvent>();
        var effects = ImmutableArray.CreateBuilder<ConversationEffect>();
        var judged = ImmutableArray.CreateBuilder<JudgedCommand>(commands.Count);
        foreach (Told told in commands)
        {
            Decision decision = ConversationRules.Decide(state, told.Command, told.At);
            judged.Add(new JudgedCommand(told.Command, told.At, state.Sequence, decision.Events.Length));
            state = ConversationRules.Apply(state, decision.Events);
            events.AddRange(decision.Events);
            effects.AddRange(decision.Effects);
        }

        return new BatchDecision(state, events.ToImmutable(), effects.ToImmutable(), judged.MoveToImmutable());
    }
}
