namespace AgenticAi.Conversations.Tests;

/// <summary>One event of each kind, with every property set.</summary>
internal static class EventSamples
{
    public static IReadOnlyList<ConversationEvent> All { get; } =
    [
        new ConversationStarted(
            "CA1",
            "MZ1",
            CallDirection.Inbound,
            "+15550100",
            "+15550199",
            new ConversationSettings("gpt-realtime-2.1", "alloy", "pcm16", "Sei \"nett\" & höflich.")),
        new ConversationResumed("MZ2", "the server was restarted"),
        new ItemPlaced("item_2", "item_1", ItemRole.Caller),
        new CallerSpeechStarted("item_2", 1_250),
        new CallerSpeechStopped("item_2", 2_730),
        new CallerSaid("item_2", "Grüß Gott, einen Tisch für zwei, bitte.", "item_1"),
        new CallerUnintelligible("item_2", "audio_unintelligible"),
        new AssistantTranscribed("item_3", "resp_1", "Gern. Für wann?"),
        new AssistantPlayed("item_3", 420, "Gern.", Interrupted: true),
        new AssistantSaid("item_3", "resp_1", "Gern. Für wann?", "Gern.", 420, Interrupted: true),
        new DigitPressed("#"),
        new SpeechRequested("say_1", "One moment, please.", "api"),
        new SpeechSpoken("say_1"),
        new SpeechDropped("say_1", "the line was not free in time"),
        new ModelConnected("sess_1", "gpt-realtime-2.1"),
        new ModelLost("sess_1", "the socket was closed (1006)"),
        new UsageReported("resp_1", new TokenUsage(120, 80, 40, 30, 50, 10, 30, 20)),
        new ProblemNoted("rate_limit_exceeded", "Too many requests."),
        new ConversationEnded("caller_hung_up", "stop"),
    ];
}
