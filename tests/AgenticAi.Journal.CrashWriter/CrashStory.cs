using AgenticAi.Conversations;

namespace AgenticAi.Journal.CrashWriter;

/// <summary>
/// A conversation without end in which every command leads to exactly one event, so that what must be stored at any sequence can be
/// worked out again by whoever looks at the file after a crash.
/// </summary>
public static class CrashStory
{
    private const int CommandsPerExchange = 8;

    /// <summary>The event after <paramref name="state"/>, and the command that leads to it.</summary>
    public static (JournaledEvent Event, JudgedCommand Judged) Next(ConversationState state)
    {
        var judged = new JudgedCommand(
            Command(state.Sequence), DateTimeOffset.UnixEpoch.AddMilliseconds(state.Sequence * 250), state.Sequence, Events: 1);
        return (ConversationRules.Decide(state, judged.Command, judged.At).Events.Single(), judged);
    }

    /// <summary>The state at a sequence.</summary>
    public static ConversationState At(string conversationId, long sequence)
    {
        ConversationState state = ConversationState.New(conversationId);
        while (state.Sequence < sequence) state = ConversationRules.Apply(state, Next(state).Event);
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
