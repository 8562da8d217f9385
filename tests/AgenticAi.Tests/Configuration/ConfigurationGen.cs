using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Tests.Configuration;

/// <summary>Makes any configuration that is allowed.</summary>
internal static class ConfigurationGen
{
    private static readonly Gen<string> Word = Gen.Elements("a", "Z", "7", "-", ".", "é")
        .NonEmptyListOf().Select(parts => string.Concat(parts.Take(40)));

    private static readonly Gen<string> Prose = ProseOf(60);

    private static readonly Gen<Secret> Secrets = Word.Select(word => new Secret("sk-aaaaaaaaaaaaaaaa" + word));

    private static readonly Gen<TurnDetectionConfig> Turns = Gen.OneOf(
        Gen.Elements(Enum.GetValues<EagernessSetting>()).Select(value => (TurnDetectionConfig)new SemanticVadConfig { Eagerness = value }),
        from threshold in Gen.Choose(0, 1_000_000)
        from padding in Gen.Choose(0, 10_000)
        from silence in Gen.Choose(20, 10_000)
        from idle in Gen.Choose(4_999, 30_000)
        select (TurnDetectionConfig)new ServerVadConfig
        {
            Threshold = threshold / 1e6,
            PrefixPaddingMs = padding,
            SilenceDurationMs = silence,
            IdleTimeoutMs = idle == 4_999 ? null : idle,
        });

    private static readonly Gen<OpenAIRealtimeConfig> Realtime =
        from key in Secrets
        from model in Word
        from voice in Gen.Elements("alloy", "marin", "cedar")
        from instruction in Prose
        from greeting in Gen.OneOf(Gen.Constant(""), Prose)
        from format in Gen.Elements(Enum.GetValues<AudioFormatSetting>())
        from language in Gen.Elements(null, "no", "en")
        from keywords in ProseOf(20).ListOf()
        from noise in Gen.Elements(Enum.GetValues<NoiseReductionSetting>())
        from chunks in Gen.Choose(1, 10)
        from turns in Turns
        from timeout in Gen.Choose(100, 60_000)
        from minutes in Gen.Choose(1, 55)
        select new OpenAIRealtimeConfig
        {
            ApiKey = key,
            Url = new Uri($"wss://example.org:{timeout}/{chunks}"),
            Model = model,
            Voice = voice,
            SystemInstruction = instruction,
            Greeting = greeting,
            AudioFormat = format,
            TranscriptionModel = model,
            TranscriptionLanguage = language,
            TranscriptionKeywords = [.. keywords],
            NoiseReduction = noise,
            MaxChunksPerAppend = chunks,
            TurnDetection = turns,
            ConnectTimeout = TimeSpan.FromMilliseconds(timeout),
            RestoreWithin = TimeSpan.FromMilliseconds(timeout * 10),
            RotateAfter = TimeSpan.FromMinutes(minutes),
            AnswerWithin = TimeSpan.FromMilliseconds(1_000 + (timeout / 2)),
            ThinkWithin = TimeSpan.FromMilliseconds(1_000 + timeout),
            WarmSessions = minutes - 1,
        };

    private static readonly Gen<CommandsConfig> Commands =
        from road in Gen.Elements(Enum.GetValues<Conversations.CommandRoad>())
        from confidence in Gen.Choose(0, 1_000)
        from callers in Gen.Elements("+15550100", "+49*", "+*").ListOf()
        from pin in Gen.Elements("", "0815", "123456789012")
        from confirm in ProseOf(20).ListOf()
        from most in Gen.Choose(1, 20)
        from end in Gen.Elements(Enum.GetValues<Conversations.JobsAtHangUp>())
        from words in Gen.OneOf(Gen.Constant(""), Prose)
        select new CommandsConfig
        {
            Road = road,
            MinConfidence = confidence / 1_000.0,
            AllowedCallers = [.. callers],
            Pin = new Secret(pin),
            PinAttempts = most <= 10 ? most : 3,
            Confirm = [.. confirm],
            MaxCommands = most * 50,
            MaxRunning = most,
            AtHangUp = end,
            EarlierCalls = most,
            Words = new Conversations.CommandWords
            {
                Working = words,
                Done = words,
                Failed = words,
                TimedOut = words,
                Cancelled = words,
                NotAllowed = words,
                TooMany = words,
                AskPin = words,
                WrongPin = words,
                PinRefused = words,
                AskConfirmation = words,
                AskBack = words,
            },
        };

    private static readonly Gen<ServerConfig> Server =
        from port in Gen.Choose(0, 65_535)
        from calls in Gen.Choose(1, 100_000)
        from timeout in Gen.Choose(100, 60_000)
        from limit in Gen.Choose(65_536, 1_048_576)
        from token in Gen.OneOf(Gen.Constant(Secret.None), Secrets)
        from busy in Prose
        select new ServerConfig
        {
            Port = port,
            PublicUrl = port % 2 == 0 ? null : new Uri($"https://voice.example.org:{port}"),
            MaxCalls = calls,
            StartTimeout = TimeSpan.FromMilliseconds(timeout),
            DrainTimeout = TimeSpan.FromMilliseconds(timeout * 2),
            WebhookBodyLimitBytes = limit,
            MediaMessageLimitBytes = limit - 1,
            RealtimeMessageLimitBytes = limit + 1,
            ApiToken = token,
            BusyMessage = busy,
            FailureMessage = busy + ".",
        };

    private static readonly Gen<TurnTakingConfig> TurnTaking =
        from speech in Gen.Choose(0, 5_000)
        from gate in Gen.Choose(-701, -50)
        from flags in Gen.Choose(0, 15)
        select new TurnTakingConfig
        {
            MinSpeech = TimeSpan.FromMilliseconds(speech),
            ResumeFalseStarts = (flags & 1) > 0,
            Backchannel = TimeSpan.FromMilliseconds(speech * 2 / 5),
            ProtectGreeting = (flags & 2) > 0,
            EchoGateDb = gate == -701 ? null : gate / 10.0,
            DtmfToModel = (flags & 4) > 0,
            AgentMayHangUp = (flags & 8) > 0,
        };

    private static readonly Gen<LimitsConfig> Limits =
        from prompt in Gen.Choose(3, 3_599)
        from goodbye in Gen.Choose(Math.Max(prompt + 1, 5), 3_600)
        from warning in Gen.Choose(5, 3_600)
        from end in Gen.Choose(Math.Max(warning + 1, 10), 86_400)
        from off in Gen.Choose(0, 15)
        from text in Prose
        select new LimitsConfig
        {
            SilencePromptAfter = Unless(off & 1, prompt),
            SilencePrompt = text,
            SilenceGoodbyeAfter = Unless(off & 2, goodbye),
            SilenceGoodbye = text + "1",
            MaxDuration = Unless(off & 4, end),
            DurationWarningBefore = Unless(off & 8, warning),
            DurationWarning = text + "2",
            DurationGoodbye = text + "3",
            Apology = text + "4",
        };

    private static readonly Gen<IntentsConfig> Intents =
        from analyzer in Gen.Elements(Enum.GetValues<IntentAnalyzerSetting>())
        from limit in Gen.Choose(100, 10_000)
        from key in Secrets
        from model in Word
        from effort in Gen.Elements(null, "none", "minimal", "low", "medium", "high")
        select new IntentsConfig
        {
            Analyzer = analyzer,
            TimeLimit = TimeSpan.FromMilliseconds(limit),
            OpenAI = new OpenAIIntentsConfig
            {
                ApiKey = analyzer == IntentAnalyzerSetting.OpenAI ? key : Secret.None,
                Model = model,
                Url = new Uri($"https://example.org:{limit}/v1"),
                ReasoningEffort = effort,
            },
            Gemini = new GeminiIntentsConfig
            {
                ApiKey = analyzer == IntentAnalyzerSetting.Gemini ? key : Secret.None,
                Model = model + "g",
                Url = new Uri($"http://example.org:{limit}/v1beta"),
            },
        };

    private static readonly Gen<AgentConfig> Agent =
        from gateway in Gen.Elements(Enum.GetValues<AgentGatewaySetting>())
        from secret in Secrets
        from other in Gen.OneOf(Gen.Constant(Secret.None), Secrets)
        from arguments in ProseOf(20).ListOf()
        from names in Gen.Elements("PATH", "_a1", "HOME").ListOf()
        from limit in Gen.Choose(1, 3_600)
        from working in Gen.Choose(500, 60_000)
        from text in Prose
        select new AgentConfig
        {
            Gateway = gateway,
            Http = new HttpAgentConfig
            {
                Url = new Uri($"http://localhost:{limit}/agent?key={working}"),
                Secret = secret,
                CallbackUrl = limit % 2 == 0 ? null : new Uri($"https://voice.example.org:{limit}"),
            },
            Process = new ProcessAgentConfig
            {
                Program = text,
                Arguments = [.. arguments.Take(100)],
                Environment = [.. names.Take(100)],
                Directory = limit % 2 == 0 ? "" : text,
            },
            OpenClaw = new OpenClawAgentConfig { Url = new Uri($"wss://claw.example.org:{limit}/ws"), Token = other },
            TimeLimit = TimeSpan.FromSeconds(limit),
            WorkingAfter = TimeSpan.FromMilliseconds(working),
            SessionSecret = other,
        };

    private static readonly Gen<decimal?> Price = Gen.Choose(0, 100_000_000).Select(millionths => (decimal?)(millionths / 1_000_000m));

    public static Gen<AgenticAiConfig> Any { get; } =
        from realtime in Realtime
        from turnTaking in TurnTaking
        from limits in Limits
        from commands in Commands
        from intents in Intents
        from agent in Agent
        from costs in CostsOf(realtime.Model)
        from server in Server
        from token in Secrets
        from level in Gen.Elements(LogLevel.Trace, LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error)
        from flag in Gen.Elements(true, false)
        from name in Word
        select new AgenticAiConfig
        {
            OpenAIRealtime = realtime,
            Twilio = new TwilioConfig
            {
                AuthToken = flag ? token : Secret.None,
                ValidateSignatures = flag,
                Resume = flag,
                FromNumber = "+14155550100",
            },
            TurnTaking = turnTaking,
            Limits = limits,
            Commands = intents.Analyzer == IntentAnalyzerSetting.None && agent.Gateway != AgentGatewaySetting.None
                ? commands with { Road = Conversations.CommandRoad.Tool, Confirm = [] }
                : commands,
            Intents = intents,
            Agent = agent,
            Costs = costs,
            Server = server,
            Journal = flag
                ? new JournalConfig { Connection = $"Data Source={name}.db", Durability = JournalDurability.Process }
                : new JournalConfig { Provider = JournalProvider.PostgreSql, Connection = $"Host=db;Password=\"{name} {name}\"" },
            Logging = new LoggingConfig
            {
                Level = level,
                Format = flag ? LogFormatSetting.Json : LogFormatSetting.Text,
                Transcripts = flag,
            },
            Telemetry = new TelemetryConfig { ServiceName = name, OtlpEndpoint = flag ? null : new Uri("http://localhost:4317/x") },
        };

    /// <summary>Limits, of which each may be off, and prices for a model that both speaks and transcribes.</summary>
    private static Gen<CostsConfig> CostsOf(string model) =>
        from prices in Price.ArrayOf(8)
        from byMinute in Gen.Choose(0, 3)
        from soft in Gen.Choose(1, 1_000_000)
        from more in Gen.Choose(1, 1_000_000)
        from off in Gen.Choose(0, 15)
        from text in Prose
        from day in Gen.Choose(0, 10_000)
        select new CostsConfig
        {
            PricesAsOf = new DateOnly(2026, 11, 22).AddDays(day),
            Currency = off % 2 == 0 ? "USD" : "EUR",
            Prices =
            [
                new ModelPrice(model)
                {
                    TextIn = prices[0],
                    TextCached = prices[1],
                    TextOut = prices[2],
                    AudioIn = (byMinute & 1) > 0 ? null : prices[3],
                    AudioCached = prices[4],
                    AudioOut = (byMinute & 2) > 0 ? null : prices[5],
                    AudioInPerMinute = (byMinute & 1) > 0 ? prices[6] : null,
                    AudioOutPerMinute = (byMinute & 2) > 0 ? prices[7] : null,
                },
            ],
            CallSoftLimit = (off & 1) > 0 ? null : soft / 1_000m,
            CallHardLimit = (off & 2) > 0 ? null : (soft + more) / 1_000m,
            DaySoftLimit = (off & 4) > 0 ? null : soft / 10m,
            DayHardLimit = (off & 8) > 0 ? null : (soft + more) / 10m,
            Warning = off % 3 == 0 ? "" : text + "4",
            Goodbye = text + "5",
        };

    private static Gen<string> ProseOf(int longest) => Gen
        .Elements("Hello", " ", "\n", "\t", "\"", "'", "#", ": ", "- ", "${A}", "$", "{", "}", "\\", "Ü", "🙂", "no", "\u0007", "\u2028")
        .NonEmptyListOf().Select(parts => "x" + string.Concat(parts.Take(longest)));

    private static TimeSpan? Unless(int off, int seconds) => off > 0 ? null : TimeSpan.FromSeconds(seconds);
}
