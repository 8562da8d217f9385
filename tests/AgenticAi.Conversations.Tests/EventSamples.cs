namespace AgenticAi.Conversations.Tests;

/// <summary>One event of each kind, with every property set.</summary>
internal static class EventSamples
{
    /// <summary>A policy with nothing at its default.</summary>
    public static ConversationPolicy Policy { get; } = new()
    {
        Commands = new CommandPolicy
        {
            Road = CommandRoad.Both,
            MinConfidence = 0.75,
            IsCallerAllowed = false,
            NeedsPin = true,
            PinAttempts = 2,
            ConfirmWords = ["pay", "transfer money"],
            MaxCommands = 9,
            MaxRunning = 4,
            AtHangUp = JobsAtHangUp.Cancel,
            Words = new CommandWords
            {
                Working = "Ich bin dabei.",
                Failed = "Das ging nicht.",
                TimedOut = "Das dauert zu lange.",
                Cancelled = "Gut, ich lasse es.",
                NotAllowed = "Das darf ich nicht.",
                TooMany = "Mehr geht heute nicht.",
                AskPin = "Ihre PIN, bitte.",
                WrongPin = "Noch einmal, bitte.",
                PinRefused = "Das war nicht die PIN.",
                AskConfirmation = "{command}, richtig?",
                AskBack = "Was genau?",
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
        new ConversationEnded("caller_hung_up", "stop"),
    ];
}
