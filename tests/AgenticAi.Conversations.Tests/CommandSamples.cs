namespace AgenticAi.Conversations.Tests;

/// <summary>One command of each kind, with every property set.</summary>
internal static class CommandSamples
{
    public static IReadOnlyList<ConversationCommand> All { get; } =
    [
        new StartConversation(
            "CA1",
            "MZ1",
            CallDirection.Outbound,
            "+15550100",
            "+15550199",
            new ConversationSettings("gpt-realtime-2.1", "alloy", "pcm16", "Sei \"nett\" & höflich.")),
        new ResumeConversation("MZ2", "the server was restarted"),
        new HearItem("item_2", "item_1", ItemRole.Caller),
        new CallerStartsSpeaking("item_2", 1_250),
        new CallerStopsSpeaking("item_2", 2_730),
        new TranscribeCaller("item_2", "Grüß Gott, einen Tisch für zwei, bitte."),
        new FailTranscription("item_2", "audio_unintelligible"),
        new AssistantTranscript("item_3", "resp_1", "Gern. Für wann?"),
        new AssistantHeard("item_3", 420, "Gern.", Interrupted: true),
        new PressDigit("#"),
        new RequestSpeech("say_1", "One moment, please.", "api"),
        new ReportSpeech("say_1", SpeechOutcome.Dropped("the line was not free in time")),
        new ConnectModel("sess_1", "gpt-realtime-2.1"),
        new LoseModel("the socket was closed (1006)", "sess_1"),
        new ReportUsage("resp_1", new TokenUsage(120, 80, 40, 30, 50, 10, 30, 20)),
        new NoteProblem("rate_limit_exceeded", "Too many requests."),
        new EndConversation(EndReason.Named("caller_hung_up"), "stop"),
        new ReportTranscriptUsage("item_2", new TranscriptUsage(1.48m, 4, 15, 12)),
        new ReportDaySpending(new DaySpending(new DateOnly(2026, 11, 23), 12.345678m)),
        new AdoptPolicy(EventSamples.Policy),
        new RecallEarlier([new RememberedCommand("book a table", [new Entity("number", "two")], CommandStatus.Completed, "Booked.")]),
        new ReportIntent(
            "item_2", new Intent(IntentKind.Command, "book a table for two", [new Entity("number", "two")], 0.92, AskBack: true), "rules"),
        new FailIntent("item_2", "no answer within 2000 ms"),
        new AskAgent("call_1", "item_4", "book a table for two"),
        new TryPin(IsRight: true),
        new ReportSlow("item_2.command"),
        new ReportCommand("item_2.command", new CommandOutcome.TimedOut(120_000)),
        new NoteRestart(),
    ];
}
