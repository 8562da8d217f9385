using System.Collections.Immutable;

namespace AgenticAi.Conversations.Actors;

/// <summary>What follows from several commands in a row, each judged on the state the ones before it will leave.</summary>
internal sealed record BatchDecision(
    ImmutableArray<JudgedCommand> Commands, ImmutableArray<JournaledEvent> Events, ImmutableArray<FailedCommand> Failed)
{
    public static BatchDecision Of(ConversationState state, IEnumerable<TimedCommand> commands)
    {
        var judged = ImmutableArray.CreateBuilder<JudgedCommand>();
        var events = ImmutableArray.CreateBuilder<JournaledEvent>();
        var failed = ImmutableArray.CreateBuilder<FailedCommand>();
        foreach ((ConversationCommand command, DateTimeOffset at) in commands)
        {
            try
            {
                Decision decision = ConversationRules.Decide(state, command, at);
                state = ConversationRules.Apply(state, decision.Events);
                judged.Add(new JudgedCommand(command, at, state.Sequence - decision.Events.Length, decision.Events.Length));
                events.AddRange(decision.Events);
            }
            catch (Exception exception)
            {
                // One that throws must not hold up the others, nor come back for ever.
                failed.Add(new FailedCommand(command.GetType().Name, exception.Message));
            }
        }

        return new BatchDecision(judged.ToImmutable(), events.ToImmutable(), failed.ToImmutable());
    }
}
