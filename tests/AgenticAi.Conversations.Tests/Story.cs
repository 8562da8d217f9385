using AgenticAi.Testing;

namespace AgenticAi.Conversations.Tests;

/// <summary>A conversation told to the rules command by command, with a clock moved by hand.</summary>
internal sealed class Story
{
    private readonly List<JournaledEvent> _journal = [];
    private readonly List<ConversationEffect> _effects = [];

    public ManualTimeProvider Time { get; } = new();

    public ConversationState State { get; private set; } = ConversationState.New("c1");

    public IReadOnlyList<JournaledEvent> Journal => _journal;

    public IReadOnlyList<ConversationEffect> Effects => _effects;

    public IEnumerable<ConversationEvent> Events => _journal.Select(entry => entry.Event);

    /// <summary>Each turn as "who: words", in the order of the conversation.</summary>
    public IEnumerable<string> Said => State.Turns.Select(turn => $"{turn.Role}: {turn.Text ?? turn.FailureCode ?? "…"}");

    public static StartConversation Start { get; } = new(
        "CA1",
        "MZ1",
        CallDirection.Inbound,
        "+15550100",
        "+15550199",
        new ConversationSettings("gpt-realtime-2.1", "alloy", "pcm16", "Be kind."));

    public Story Tell(params IEnumerable<ConversationCommand> commands)
    {
        foreach (ConversationCommand command in commands)
        {
            Decision decision = ConversationRules.Decide(State, command, Time.GetUtcNow());
            State = ConversationRules.Apply(State, decision.Events);
            _journal.AddRange(decision.Events);
            _effects.AddRange(decision.Effects);
        }

        return this;
    }

    public Story After(double milliseconds)
    {
        Time.Advance(milliseconds);
        return this;
    }
}
