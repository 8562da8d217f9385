using AgenticAi.Conversations;

namespace AgenticAi.Journal.CrashWriter;

/// <summary>
/// A conversation without end in which every command leads to exactly one event, so that what must be stored at any sequence can be
/// worked out again by whoever looks at the file after a crash.
/// </summary>
public static class CrashStory
{
    private const int CommandsPerExchange = 8;

    /// <summary>The decision that leads to the event after <paramref name="state"/>.</summary>
    public static Decision Next(ConversationState state)
    {
        long step = state.Sequence;
        return ConversationRules.Decide(state, Command(step), DateTimeOffset.UnixEpoch.AddMilliseconds(step * 250));
    }

    /// <summary>The state at a sequence.</summary>
    public static ConversationState At(string conversationId, long sequence)
    {
        ConversationState state = ConversationState.New(conversationId);
        while (state.Sequence < sequence) state = ConversationRules.Apply(state, Next(state).Events);
        return state;
    }

    private static ConversationCommand Command(long step)
    {
        long turn = step / CommandsPerExchange;
        string caller = $"u{turn}";
        string assistant = $"a{turn}";
        return (step % CommandsPerExchange) switch
        {
            0 => new CallerStartsSpeaking(caller, step * 100),
            1 => new CallerStopsSpeaking(caller, (step * 100) + 50),
            2 => new HearItem(caller, turn == 0 ? null : $"a{turn - 1}", ItemRole.Caller),
            3 => new HearItem(assistant, caller, ItemRole.Assistant),
            4 => new AssistantTranscript(assistant, $"r{turn}", $"Answer {turn}: {new string('ü', (int)(turn % 200))}"),
            5 => new TranscribeCaller(caller, $"Question {turn}?"),
            6 => new AssistantHeard(assistant, turn, null, Interrupted: turn % 3 == 0),
            _ => new ReportUsage($"r{turn}", new TokenUsage(turn, turn, 0, 0, turn, 0, 0, 0)),
        };
    }
}
