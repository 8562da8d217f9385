using AgenticAi.Configuration;
using AgenticAi.Journal;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Tests.Configuration;

/// <summary>What each key makes of a value that is its own.</summary>
public class ValueTests
{
    [Fact]
    public void Every_key_of_the_model_leg_arrives()
    {
        OpenAIRealtimeConfig realtime = Sample.Valid("""
            openai_realtime:
              enabled: true
              api_key: sk-test
              url: ws://127.0.0.1:9000/v1/realtime?x=1
              model: gpt-realtime-1.5
              voice: marin
              system_instruction: Be kind.
              greeting: Hello!
              audio_format: pcmu
              transcription_model: gpt-live-transcribe
              transcription_language: no
              transcription_keywords: [Ångström, "New York"]
              noise_reduction: far_field
              max_chunks_per_append: 3
              turn_detection: { type: server_vad, threshold: 0.25, prefix_padding_ms: 0, silence_duration_ms: 20, idle_timeout_ms: 5000 }
              connect_timeout_ms: 1500
            twilio: { validate_signatures: false }
            """).OpenAIRealtime;

        realtime.TranscriptionKeywords.ShouldBe(["Ångström", "New York"]);
        realtime.ShouldBe(new OpenAIRealtimeConfig
        {
            ApiKey = new Secret("sk-test"),
            Url = new Uri("ws://127.0.0.1:9000/v1/realtime?x=1"),
            Model = "gpt-realtime-1.5",
            Voice = "marin",
            SystemInstruction = "Be kind.",
            Greeting = "Hello!",
            AudioFormat = AudioFormatSetting.Pcmu,
            TranscriptionModel = "gpt-live-transcribe",
            TranscriptionLanguage = "no",
            TranscriptionKeywords = realtime.TranscriptionKeywords,
            NoiseReduction = NoiseReductionSetting.FarField,
            MaxChunksPerAppend = 3,
            TurnDetection = new ServerVadConfig { Threshold = 0.25, PrefixPaddingMs = 0, SilenceDurationMs = 20, IdleTimeoutMs = 5000 },
            ConnectTimeout = TimeSpan.FromMilliseconds(1500),
        });
    }

    [Theory]
    [InlineData("low", EagernessSetting.Low)]
    [InlineData("medium", EagernessSetting.Medium)]
    [InlineData("high", EagernessSetting.High)]
    [InlineData("auto", EagernessSetting.Auto)]
    public void Semantic_turn_detection_has_an_eagerness(string word, EagernessSetting eagerness) =>
        Sample.Valid(Sample.With("openai_realtime.turn_detection", $"{{ type: semantic_vad, eagerness: {word} }}"))
            .OpenAIRealtime.TurnDetection.ShouldBe(new SemanticVadConfig { Eagerness = eagerness });

    [Fact]
    public void Every_key_of_telephone_and_server_arrives()
    {
        AgenticAiConfig config = Sample.Valid("""
            openai_realtime: { api_key: sk-test }
            twilio:
              account_sid: AC0123456789abcdef0123456789ABCDEF
              auth_token: twilio-token
              from_number: "+14155550100"
              validate_signatures: true
              resume: true
              api_url: http://127.0.0.1:7000/
            server:
              host: "::"
              port: 0
              public_url: https://voice.example.org/
              max_calls: 7
              start_timeout_ms: 100
              drain_timeout_ms: 0
              webhook_body_limit_bytes: 1024
              media_message_limit_bytes: 4096
              realtime_message_limit_bytes: 65536
              api_token: sixteen-letters!
              busy_message: Later.
            """);

        config.Twilio.ShouldBe(new TwilioConfig
        {
            AccountSid = "AC0123456789abcdef0123456789ABCDEF",
            AuthToken = new Secret("twilio-token"),
            FromNumber = "+14155550100",
            ValidateSignatures = true,
            Resume = true,
            ApiUrl = new Uri("http://127.0.0.1:7000"),
        });
        config.Server.ShouldBe(new ServerConfig
        {
            Host = "::",
            Port = 0,
            PublicUrl = new Uri("https://voice.example.org"),
            MaxCalls = 7,
            StartTimeout = TimeSpan.FromMilliseconds(100),
            DrainTimeout = TimeSpan.Zero,
            WebhookBodyLimitBytes = 1024,
            MediaMessageLimitBytes = 4096,
            RealtimeMessageLimitBytes = 65536,
            ApiToken = new Secret("sixteen-letters!"),
            BusyMessage = "Later.",
        });
    }

    [Fact]
    public void A_journal_in_postgresql_has_its_connection_string_and_shows_no_password()
    {
        ConfigurationResult result = Sample.Parse(
            Sample.Minimal + """
            journal: { provider: postgresql, connection: "Host=db;Username=voice;Password=${PW};Database=calls" }
            """,
            ("PW", "hunter2-hunter2"));

        JournalConfig journal = result.Config.ShouldNotBeNull().Journal;
        journal.Provider.ShouldBe(JournalProvider.PostgreSql);
        journal.Connection.ShouldBe("Host=db;Username=voice;Password=hunter2-hunter2;Database=calls");
        foreach (string text in new[] { journal.ToString(), ConfigurationDescription.Effective(result) })
        {
            text.ShouldNotContain("hunter2");
            text.ShouldContain("***");
        }
    }

    [Theory]
    [InlineData("journal: { provider: postgresql }", "journal.connection: is missing: a PostgreSQL connection string such as")]
    [InlineData("journal: { provider: postgresql, connection: Data Source=x.db }", "the value is not allowed: a PostgreSQL connection")]
    [InlineData("journal: { provider: postgresql, connection: Password=hunter2 }", "the value is not allowed: a PostgreSQL connection")]
    [InlineData("journal: { provider: postgresql, connection: Host=db;Port=hunter2 }", "Database=agenticai: not with port like this")]
    [InlineData("journal: { connection: Host=db;Password=hunter2-hunter2 }", "no password, since the file is not encrypted")]
    [InlineData("journal: { durability: often }", "journal.durability")]
    [InlineData("journal: { connection: Host=db }", "connection: the value is not allowed: a SQLite connection string")]
    public void A_connection_string_of_another_database_is_refused_and_not_shown(string yaml, string said)
    {
        string error = Sample.Errors(Sample.Minimal + yaml + "\n").ShouldHaveSingleItem();

        error.ShouldContain(said);
        error.ShouldNotContain("hunter2");
    }

    [Fact]
    public void A_password_of_the_journal_is_hidden_where_it_also_stands_under_a_wrong_key()
    {
        string[] errors = Sample.Errors(
            Sample.Minimal + "journal: { provider: postgresql, connection: 'Host=db;Password=hunter2-hunter2', pasword: hunter2-hunter2 }\n"
            + "logging: { level: hunter2-hunter2 }\n");

        errors.Length.ShouldBe(2);
        string.Join(' ', errors).ShouldNotContain("hunter2");
    }

    [Fact]
    public void Every_key_of_journal_log_and_telemetry_arrives()
    {
        AgenticAiConfig config = Sample.Valid(Sample.Minimal + """
            journal: { provider: sqlite, connection: "Data Source=:memory:", durability: process }
            logging: { level: trace, format: json, transcripts: TRUE }
            telemetry: { otlp_endpoint: "http://localhost:4317", service_name: voice }
            """);

        config.Journal.ShouldBe(new JournalConfig
        {
            Provider = JournalProvider.Sqlite,
            Connection = "Data Source=:memory:",
            Durability = JournalDurability.Process,
        });
        config.Logging.ShouldBe(new LoggingConfig { Level = LogLevel.Trace, Format = LogFormatSetting.Json, Transcripts = true });
        config.Telemetry.ShouldBe(new TelemetryConfig { OtlpEndpoint = new Uri("http://localhost:4317"), ServiceName = "voice" });
    }

    [Theory]
    [InlineData("debug", LogLevel.Debug)]
    [InlineData("info", LogLevel.Information)]
    [InlineData("warning", LogLevel.Warning)]
    [InlineData("error", LogLevel.Error)]
    public void Levels_are_spelt_in_full(string word, LogLevel level) =>
        Sample.Valid(Sample.With("logging.level", word)).Logging.Level.ShouldBe(level);

    [Fact]
    public void A_voice_of_another_service_is_replaced_with_a_warning()
    {
        ConfigurationResult result = Sample.Parse(Sample.With("openai_realtime.voice", "onyx"));
        result.Config.ShouldNotBeNull().OpenAIRealtime.Voice.ShouldBe("cedar");
        result.Warnings.ShouldContain(warning => warning.ToString()
            == "config.yaml:3: openai_realtime.voice: onyx is not a Realtime voice; cedar is used instead");
    }

    [Fact]
    public void A_model_that_retires_soon_is_a_warning()
    {
        ConfigurationResult result = Sample.Parse(Sample.With("openai_realtime.transcription_model", "whisper-1"));
        result.Config.ShouldNotBeNull().OpenAIRealtime.TranscriptionModel.ShouldBe("whisper-1");
        result.Warnings.ShouldHaveSingleItem().ToString().ShouldBe(
            "config.yaml:3: openai_realtime.transcription_model: whisper-1 retires on 26 February 2027; use gpt-transcribe");
    }

    [Fact]
    public void A_key_of_another_server_is_a_warning_that_does_not_show_it()
    {
        ConfigurationResult result = Sample.Parse(Sample.With("openai_realtime.api_key", "local-secret"));
        result.IsValid.ShouldBeTrue();
        result.Warnings.ShouldHaveSingleItem().ToString().ShouldBe(
            "config.yaml:2: openai_realtime.api_key: "
            + "the value does not begin with sk-, as OpenAI's keys do: right only for another server");
    }
}
