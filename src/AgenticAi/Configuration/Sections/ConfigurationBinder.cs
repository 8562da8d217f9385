using AgenticAi.Configuration.Reading;

namespace AgenticAi.Configuration.Sections;

/// <summary>The sections of the file.</summary>
internal static class ConfigurationBinder
{
    public static AgenticAiConfig Bind(Section root, NameCatalogs catalogs)
    {
        OpenAIRealtimeConfig realtime = root.Child("openai_realtime", section => OpenAIRealtimeBinder.Bind(section, catalogs));
        root.Child("whisper", BindWhisper);
        IntentsConfig intents;
        AgentConfig agent;
        return new AgenticAiConfig
        {
            OpenAIRealtime = realtime,
            Twilio = root.Child("twilio", TwilioBinder.Bind),
            TurnTaking = root.Child("turn_taking", TurnTakingBinder.Bind),
            Limits = root.Child("limits", LimitsBinder.Bind),
            Intents = intents = root.Child("intents", IntentsBinder.Bind),
            Agent = agent = root.Child("agent", AgentBinder.Bind),
            Commands = root.Child("commands", section => CommandsBinder.Bind(section, intents, agent)),
            Costs = root.Child("costs", section => CostsBinder.Bind(section, realtime)),
            Server = root.Child("server", ServerBinder.Bind),
            Journal = root.Child("journal", JournalBinder.Bind),
            Logging = root.Child("logging", LoggingBinder.Bind),
            Telemetry = root.Child("telemetry", TelemetryBinder.Bind),
        };
    }

    private static bool BindWhisper(Section section) => section.Read(
        "enabled", false, FixedKinds.Only(
            false, "false, since Realtime includes transcription (openai_realtime.transcription_model)"),
        "A separate Whisper service. Not offered: Realtime writes down what the caller says.");
}
