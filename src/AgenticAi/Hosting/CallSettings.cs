using AgenticAi.Calls;
using AgenticAi.Calls.Agents;
using AgenticAi.Calls.Supervision;
using AgenticAi.Calls.Turns;
using AgenticAi.Calls.Turns.Limits;
using AgenticAi.Configuration;
using AgenticAi.Conversations;
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
        Session = SessionOf(config, WorkOf(config)),
        Connection = new RealtimeConnectionOptions
        {
            ConnectTimeout = config.OpenAIRealtime.ConnectTimeout,
            MaxMessageBytes = config.Server.RealtimeMessageLimitBytes,
        },
        Supervision = new SupervisionOptions
        {
            RestoreWithin = config.OpenAIRealtime.RestoreWithin,
            AnswerWithin = config.OpenAIRealtime.AnswerWithin,
            ThinkWithin = config.OpenAIRealtime.ThinkWithin,
            RotateAfter = config.OpenAIRealtime.RotateAfter,
        },
        WarmSessions = config.OpenAIRealtime.WarmSessions,
        Greeting = config.OpenAIRealtime.Greeting.Trim(),
        MaxChunksPerAppend = config.OpenAIRealtime.MaxChunksPerAppend,
        Turns = new TurnOptions
        {
            MinSpeech = config.TurnTaking.MinSpeech,
            ResumeFalseStarts = config.TurnTaking.ResumeFalseStarts,
            Backchannel = config.TurnTaking.Backchannel,
            ProtectGreeting = config.TurnTaking.ProtectGreeting,
            DigitsToModel = config.TurnTaking.DtmfToModel,
            Limits = LimitsOf(config.Limits),
        },
        Work = WorkOf(config),
        Budget = BudgetOf(config.Costs, config.OpenAIRealtime),
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

    /// <summary>The session of a call, in which the voice knows how callers get things done.</summary>
    private static RealtimeSession SessionOf(AgenticAiConfig config, WorkOptions work)
    {
        RealtimeSession session = SessionOf(config.OpenAIRealtime) with
        {
            Tools = AgentFunctions.Tools(config.TurnTaking.AgentMayHangUp, work.HasFunction),
        };
        return work is { IsOn: true, HasFunction: false }
            ? session with { Instructions = $"{session.Instructions}\n\n{WorkOptions.Instruction}" }
            : session;
    }

    /// <summary>Without an agent nothing is done, and nothing need be understood.</summary>
    private static WorkOptions WorkOf(AgenticAiConfig config) => config.Agent.Gateway == AgentGatewaySetting.None
        ? new WorkOptions()
        : WorkOf(config.Commands) with
        {
            AnalysisLimit = config.Intents.TimeLimit,
            AgentLimit = config.Agent.TimeLimit,
            WorkingAfter = config.Agent.WorkingAfter,
        };

    private static WorkOptions WorkOf(CommandsConfig config) => new()
    {
        Policy = new CommandPolicy
        {
            Road = config.Road,
            MinConfidence = config.MinConfidence,
            PinAttempts = config.PinAttempts,
            ConfirmWords = new WordList([.. config.Confirm]),
            MaxCommands = config.MaxCommands,
            MaxRunning = config.MaxRunning,
            AtHangUp = config.AtHangUp,
            Words = config.Words,
        },
        AllowedCallers = [.. config.AllowedCallers],
        Pin = config.Pin.IsEmpty ? null : config.Pin.Reveal(),
        EarlierCalls = config.EarlierCalls,
    };
    private static BudgetPolicy BudgetOf(CostsConfig config, OpenAIRealtimeConfig realtime) => config.Prices.Count == 0
        ? BudgetPolicy.None
        : new BudgetPolicy
        {
            Currency = config.Currency,
            PricesAsOf = config.PricesAsOf,
            Voice = config.Prices.FirstOrDefault(price => price.Model == realtime.Model),
            Transcription = config.Prices.FirstOrDefault(price => price.Model == realtime.TranscriptionModel),
            Call = new BudgetLimits(config.CallSoftLimit, config.CallHardLimit),
            Day = new BudgetLimits(config.DaySoftLimit, config.DayHardLimit),
            Warning = config.Warning.Trim(),
            Goodbye = config.Goodbye.Trim(),
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
        Apology = config.Apology,
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
