namespace AgenticAi.Conversations.Tests;

/// <summary>One event of each kind, with every property set.</summary>
internal static class EventSamples
{
    /// <summary>Every property differs from its default.</summary>
    public static ConversationPolicy Policy { get; } = new()
    {
        Commands = new CommandPolicy
        {
            Road = CommandRoad.Both,
            MinConfidence = 0.7,
            IsCallerAllowed = false,
            NeedsPin = true,
            PinAttempts = 2,
            ConfirmWords = new WordList(["send", "pay for"]),
            MaxCommands = 5,
            MaxRunning = 2,
            AtHangUp = JobsAtHangUp.Cancel,
            Words = new CommandWords
            {
                Working = "w",
                Done = "d",
                Failed = "f",
                TimedOut = "t",
                Cancelled = "c",
                NotAllowed = "n",
                TooMany = "m",
                AskPin = "p",
                WrongPin = "wp",
                PinRefused = "pr",
                AskConfirmation = "ac {command}",
                AskBack = "ab",
            },
        },
        Budget = new BudgetPolicy
        {
            Currency = "EUR",
            PricesAsOf = new DateOnly(2026, 11, 22),
            Voice = new ModelPrice("gpt-realtime-2.1")
            {
                TextIn = 4,
                TextCached = 0.4m,
                TextOut = 24,
                AudioIn = 32,
                AudioCached = 0.41m,
                AudioOut = 64,
                AudioInPerMinute = 0.06m,
                AudioOutPerMinute = 0.24m,
            },
            Transcription = new ModelPrice("gpt-transcribe") { AudioInPerMinute = 0.0045m },
            Call = new BudgetLimits(0.5m, 1m),
            Day = new BudgetLimits(20m, 25.5m),
            SpentBefore = new DaySpending(new DateOnly(2026, 11, 23), 12.345678m),
            Warning = "Wir müssen bald aufhören.",
            Goodbye = "Ich muss jetzt auflegen.",
        },
    };

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
        new UsageReported("resp_1", new TokenUsage(123, 83, 40, 30, 50, 10, 30, 20)
        {
            InputImage = 3,
            CachedText = 11,
            CachedAudio = 7,
            CachedImage = 2,
        }),
        new TranscriptUsageReported("item_2", new TranscriptUsage(1.48m, 4, 15, 12)),
        new PolicyAdopted(Policy),
        new CostReported("resp_1", CostSource.Response, "gpt-realtime-2.1", 0.004164m, "USD", IsComplete: false),
        new BudgetWarned(BudgetScope.Call, 0.5m, 0.5125m, "USD"),
        new BudgetExceeded(BudgetScope.Day, 25m, 25.000001m, "USD"),
        new ProblemNoted("rate_limit_exceeded", "Too many requests."),
        new ConversationEnded(EndReason.Named("caller_hung_up"), "stop"),
        new EarlierCallsRecalled(
            [new RememberedCommand("book a table", [new Entity("number", "two")], CommandStatus.Completed, "Booked.")]),
        new IntentAsked("item_2"),
        new IntentRecognised(
            "item_2", new Intent(IntentKind.Command, "book a table for two", [new Entity("number", "two")], 0.92, AskBack: true), "rules"),
        new IntentFailed("item_2", "no answer within 2000 ms"),
        new IntentSetAside("item_2", "nothing is under way"),
        new CommandRequested(
            "item_2.command", "book a table for two", [new Entity("number", "two")], CommandRoad.Transcripts, "item_2", "call_1"),
        new CommandJoined("item_2.command", CommandRoad.Tool, "call_1"),
        new CommandHeld("item_2.command", HoldReason.Confirmation),
        new CommandConfirmed("item_2.command"),
        new CommandStarted("item_2.command"),
        new CommandDelayed("item_2.command"),
        new CommandCompleted("item_2.command", "A table for two is booked."),
        new CommandFailed("item_2.command", "the agent answered 500"),
        new CommandTimedOut("item_2.command", 120_000),
        new CommandCancelled("item_2.command", "the caller does not want it any more"),
        new CommandRefused("item_2.command", "the caller is not among those who may command"),
        new CallerAuthorised(),
        new PinRejected(2),
    ];
}
