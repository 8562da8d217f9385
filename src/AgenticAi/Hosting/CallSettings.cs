using AgenticAi.Calls.Lifecycle;
using AgenticAi.Calls.Supervision;
using AgenticAi.Calls.Turns;
using AgenticAi.Configuration;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Twilio.MediaStreams;

namespace AgenticAi.Hosting;

/// <summary>The configuration in the words of the libraries that carry a call.</summary>
internal static class CallSettings
{
    /// <exception cref="ArgumentException">The settings of the session contradict each other or the model.</exception>
    public static CallOptions Of(AgenticAiConfig config)
    {
        CallOptions options = Map(config);
        IReadOnlyList<string> problems = options.Session.Problems(options.Endpoint.Model);
        return problems.Count == 0 ? options : throw new ArgumentException("openai_realtime: " + string.Join("; ", problems));
    }

    private static CallOptions Map(AgenticAiConfig config) => new()
    {
        Endpoint = new RealtimeEndpoint(
            config.OpenAIRealtime.Url, config.OpenAIRealtime.ApiKey.Reveal(), config.OpenAIRealtime.Model),
        Session = SessionOf(config.OpenAIRealtime) with { Tools = config.TurnTaking.AgentMayHangUp ? AgentFunctions.Tools : null },
        Connection = new RealtimeConnectionOptions
        {
            ConnectTimeout = config.OpenAIRealtime.ConnectTimeout,
            MaxMessageBytes = config.Server.RealtimeMessageLimitBytes,
        },
        Supervision = new SupervisionOptions { RestoreWithin = config.OpenAIRealtime.RestoreWithin },
        Greeting = config.OpenAIRealtime.Greeting.Trim(),
        MaxChunksPerAppend = config.OpenAIRealtime.MaxChunksPerAppend,
        Turns = new TurnOptions
        {
            MinSpeech = config.TurnTaking.MinSpeech,
            ResumeFalseStarts = config.TurnTaking.ResumeFalseStarts,
            ProtectGreeting = config.TurnTaking.ProtectGreeting,
            DigitsToModel = config.TurnTaking.DtmfToModel,
            Limits = LimitsOf(config.Limits),
        },
        EchoGateDb = config.TurnTaking.EchoGateDb,
        MaxCalls = config.Server.MaxCalls,
        FailureMessage = config.Server.FailureMessage,
        Resume = config.Twilio.Resume,
        LogTranscripts = config.Logging.Transcripts,
    };

    public static MediaStreamLimits StreamLimitsOf(ServerConfig config) => new()
    {
        MaxMessageBytes = config.MediaMessageLimitBytes,
        StartTimeout = config.StartTimeout,
    };

    public static RealtimeSession SessionOf(OpenAIRealtimeConfig config) => new()
    {
        Instructions = config.SystemInstruction,
        Voice = RealtimeVoice.Parse(config.Voice),
        Format = config.AudioFormat == AudioFormatSetting.Pcmu ? RealtimeAudioFormat.MuLaw : RealtimeAudioFormat.Pcm16At24kHz,
        Transcription = new TranscriptionSettings
        {
            Model = config.TranscriptionModel,
            Language = config.TranscriptionLanguage,
            Keywords = config.TranscriptionKeywords,
        },
        NoiseReduction = config.NoiseReduction switch
        {
            NoiseReductionSetting.NearField => NoiseReduction.NearField,
            NoiseReductionSetting.FarField => NoiseReduction.FarField,
            _ => NoiseReduction.None,
        },
        TurnDetection = TurnDetectionOf(config.TurnDetection),
    };

    private static CallLimits LimitsOf(LimitsConfig config) => new()
    {
        SilencePromptAfter = config.SilencePromptAfter,
        SilencePrompt = config.SilencePrompt,
        SilenceGoodbyeAfter = config.SilenceGoodbyeAfter,
        SilenceGoodbye = config.SilenceGoodbye,
        MaxDuration = config.MaxDuration,
        DurationWarningBefore = config.DurationWarningBefore,
        DurationWarning = config.DurationWarning,
        DurationGoodbye = config.DurationGoodbye,
    };

    /// <summary>Interrupting is ours: only we know what the caller has heard, so the server must not cut its responses by itself.</summary>
    private static TurnDetection TurnDetectionOf(TurnDetectionConfig config) => config switch
    {
        ServerVadConfig vad => new ServerVad
        {
            Threshold = vad.Threshold,
            PrefixPaddingMs = vad.PrefixPaddingMs,
            SilenceDurationMs = vad.SilenceDurationMs,
            IdleTimeoutMs = vad.IdleTimeoutMs,
            InterruptResponse = false,
        },
        SemanticVadConfig vad => new SemanticVad
        {
            Eagerness = vad.Eagerness switch
            {
                EagernessSetting.Low => Eagerness.Low,
                EagernessSetting.Medium => Eagerness.Medium,
                EagernessSetting.High => Eagerness.High,
                _ => Eagerness.Auto,
            },
            InterruptResponse = false,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(config), config, "This kind of turn detection has no counterpart."),
    };
}
