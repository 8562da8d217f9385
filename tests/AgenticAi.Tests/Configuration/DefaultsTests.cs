using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Tests.Configuration;

public class DefaultsTests
{
    private readonly AgenticAiConfig _config = Sample.Valid(Sample.Minimal);

    [Fact]
    public void The_model_leg_has_the_documented_defaults()
    {
        OpenAIRealtimeConfig realtime = _config.OpenAIRealtime;
        realtime.ApiKey.Reveal().ShouldBe("sk-test");
        realtime.Url.OriginalString.ShouldBe("wss://api.openai.com/v1/realtime");
        realtime.Model.ShouldBe("gpt-realtime-2.1");
        realtime.Voice.ShouldBe("alloy");
        realtime.SystemInstruction.ShouldBe("You are a professional AI assistant making phone calls.");
        realtime.Greeting.ShouldBe("");
        realtime.AudioFormat.ShouldBe(AudioFormatSetting.Pcm16);
        realtime.TranscriptionModel.ShouldBe("gpt-transcribe");
        realtime.TranscriptionLanguage.ShouldBeNull();
        realtime.TranscriptionKeywords.ShouldBeEmpty();
        realtime.NoiseReduction.ShouldBe(NoiseReductionSetting.None);
        realtime.MaxChunksPerAppend.ShouldBe(10);
        realtime.ConnectTimeout.ShouldBe(TimeSpan.FromSeconds(10));
        realtime.RestoreWithin.ShouldBe(TimeSpan.FromSeconds(20));
        realtime.RotateAfter.ShouldBe(TimeSpan.FromMinutes(50));
        realtime.AnswerWithin.ShouldBe(TimeSpan.FromSeconds(5));
        realtime.ThinkWithin.ShouldBe(TimeSpan.FromSeconds(20));
        realtime.WarmSessions.ShouldBe(0);
        realtime.TurnDetection.ShouldBe(
            new ServerVadConfig { Threshold = 0.6, PrefixPaddingMs = 200, SilenceDurationMs = 300, IdleTimeoutMs = null });
    }

    [Fact]
    public void The_telephone_has_the_documented_defaults()
    {
        AgenticAiConfig config = Sample.Valid("openai_realtime: { api_key: sk-test }\ntwilio: { auth_token: token }");
        config.Twilio.ValidateSignatures.ShouldBeTrue();
        config.Twilio.Resume.ShouldBeFalse();
        config.Twilio.AccountSid.ShouldBe("");
        config.Twilio.FromNumber.ShouldBe("");
        config.Twilio.ApiUrl.ShouldBe(new Uri("https://api.twilio.com"));
    }

    [Fact]
    public void Turn_taking_has_the_documented_defaults() =>
        _config.TurnTaking.ShouldBe(new TurnTakingConfig
        {
            MinSpeech = TimeSpan.Zero,
            ResumeFalseStarts = true,
            Backchannel = TimeSpan.FromMilliseconds(800),
            ProtectGreeting = false,
            EchoGateDb = null,
            DtmfToModel = false,
            AgentMayHangUp = true,
        });

    [Fact]
    public void Limits_have_the_documented_defaults() =>
        _config.Limits.ShouldBe(new LimitsConfig
        {
            SilencePromptAfter = TimeSpan.FromSeconds(30),
            SilencePrompt = "Are you still there?",
            SilenceGoodbyeAfter = TimeSpan.FromSeconds(60),
            SilenceGoodbye = "I cannot hear you any more, so I am hanging up. Goodbye.",
            MaxDuration = TimeSpan.FromSeconds(3_600),
            DurationWarningBefore = TimeSpan.FromSeconds(60),
            DurationWarning = "We have about one minute left.",
            DurationGoodbye = "Our time is up, so I have to hang up now. Goodbye.",
            Apology = "I am sorry, something went wrong. Could you say that again, please?",
        });

    [Fact]
    public void Commands_have_the_documented_defaults()
    {
        _config.Commands.AllowedCallers.ShouldBeEmpty();
        _config.Commands.Confirm.ShouldBeEmpty();
        (_config.Commands with { AllowedCallers = [], Confirm = [] }).ShouldBe(new CommandsConfig
        {
            Road = CommandRoad.Both,
            MinConfidence = 0.6,
            AllowedCallers = [],
            Pin = Secret.None,
            PinAttempts = 3,
            Confirm = [],
            MaxCommands = 20,
            MaxRunning = 3,
            AtHangUp = JobsAtHangUp.Finish,
            EarlierCalls = 0,
            Words = new CommandWords(),
        });
    }

    [Fact]
    public void Intents_have_the_documented_defaults() =>
        _config.Intents.ShouldBe(new IntentsConfig
        {
            Analyzer = IntentAnalyzerSetting.Rules,
            TimeLimit = TimeSpan.FromMilliseconds(2_000),
            OpenAI = new OpenAIIntentsConfig
            {
                ApiKey = Secret.None,
                Model = "gpt-6-luna",
                Url = new Uri("https://api.openai.com/v1"),
                ReasoningEffort = "none",
            },
            Gemini = new GeminiIntentsConfig
            {
                ApiKey = Secret.None,
                Model = "gemini-3.5-flash-lite",
                Url = new Uri("https://generativelanguage.googleapis.com/v1beta"),
            },
        });

    [Fact]
    public void The_agent_has_the_documented_defaults()
    {
        AgentConfig agent = _config.Agent;
        agent.Gateway.ShouldBe(AgentGatewaySetting.None);
        agent.Http.ShouldBe(new HttpAgentConfig { Url = null, Secret = Secret.None, CallbackUrl = null });
        agent.Process.Program.ShouldBe("");
        agent.Process.Arguments.ShouldBeEmpty();
        agent.Process.Environment.ShouldBeEmpty();
        agent.Process.Directory.ShouldBe("");
        agent.OpenClaw.ShouldBe(new OpenClawAgentConfig { Url = new Uri("ws://127.0.0.1:18789"), Token = Secret.None });
        agent.TimeLimit.ShouldBe(TimeSpan.FromSeconds(120));
        agent.WorkingAfter.ShouldBe(TimeSpan.FromSeconds(4));
        agent.SessionSecret.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Costs_have_the_documented_defaults()
    {
        _config.Costs.Prices.ShouldBeEmpty("the program has no price of its own");
        (_config.Costs with { Prices = [] }).ToString().ShouldBe(new CostsConfig
        {
            PricesAsOf = null,
            Currency = "USD",
            Prices = [],
            CallSoftLimit = null,
            CallHardLimit = null,
            DaySoftLimit = null,
            DayHardLimit = null,
            Warning = "",
            Goodbye = "I am sorry, I have to end our call here. Goodbye.",
        }.ToString());
    }

    [Fact]
    public void The_server_has_the_documented_defaults()
    {
        ServerConfig server = _config.Server;
        server.Host.ShouldBe("0.0.0.0");
        server.Port.ShouldBe(8080);
        server.PublicUrl.ShouldBeNull();
        server.MaxCalls.ShouldBe(1_000);
        server.StartTimeout.ShouldBe(TimeSpan.FromSeconds(10));
        server.DrainTimeout.ShouldBe(TimeSpan.FromSeconds(25));
        server.WebhookBodyLimitBytes.ShouldBe(65_536);
        server.MediaMessageLimitBytes.ShouldBe(65_536);
        server.RealtimeMessageLimitBytes.ShouldBe(4_194_304);
        server.ApiToken.IsEmpty.ShouldBeTrue();
        server.BusyMessage.ShouldStartWith("All our lines are busy");
        server.FailureMessage.ShouldStartWith("I am sorry");
    }

    [Fact]
    public void Journal_log_and_telemetry_have_the_documented_defaults()
    {
        _config.Journal.Provider.ShouldBe(JournalProvider.Sqlite);
        _config.Journal.Connection.ShouldBe("Data Source=data/agenticai.db");
        _config.Journal.Durability.ShouldBe(JournalDurability.Disk);
        _config.Logging.ShouldBe(new LoggingConfig { Level = LogLevel.Information, Format = LogFormatSetting.Text, Transcripts = false });
        _config.Telemetry.OtlpEndpoint.ShouldBeNull();
        _config.Telemetry.ServiceName.ShouldBe("agenticai");
    }

    [Fact]
    public void A_key_without_a_value_means_its_default()
    {
        Sample.Valid(Sample.With("server.port", "")).Server.Port.ShouldBe(8080);
        Sample.Valid(Sample.With("server.port", "~")).Server.Port.ShouldBe(8080);
        Sample.Valid(Sample.With("openai_realtime.turn_detection", "null")).OpenAIRealtime.TurnDetection.ShouldBe(new ServerVadConfig());
        Sample.Valid(Sample.With("openai_realtime.transcription_keywords", "")).OpenAIRealtime.TranscriptionKeywords.ShouldBeEmpty();
        Sample.Valid(Sample.With("openai_realtime.voice", "")).OpenAIRealtime.Voice.ShouldBe("alloy");
        Sample.Valid(Sample.With("limits.max_duration_s", "")).Limits.MaxDuration.ShouldBe(TimeSpan.FromHours(1));
    }
}
