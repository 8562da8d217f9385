using AgenticAi.Configuration.Reading;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>openai_realtime.turn_detection</c>: two types, each with keys that the other does not have.</summary>
internal static class TurnDetectionBinder
{
    private enum Method
    {
        ServerVad,
        SemanticVad,
    }

    private static readonly ValueKind<EagernessSetting> Eagerness = Kinds.OneOf(
        ("low", EagernessSetting.Low),
        ("medium", EagernessSetting.Medium),
        ("high", EagernessSetting.High),
        ("auto", EagernessSetting.Auto));

    public static TurnDetectionConfig Bind(Section section)
    {
        Method type = section.Read("type", Method.ServerVad,
            Kinds.OneOf(("server_vad", Method.ServerVad), ("semantic_vad", Method.SemanticVad)),
            "`server_vad`: silence ends a turn. `semantic_vad`: the end of a sentence does.");
        bool isUnknown = section.HasError("type");
        ServerVadConfig server = BindServer(section.When(
            isUnknown || type == Method.ServerVad, "does not go with type semantic_vad: it belongs to server_vad"));
        SemanticVadConfig semantic = BindSemantic(section.When(
            isUnknown || type == Method.SemanticVad, "does not go with type server_vad: it belongs to semantic_vad"));
        return type == Method.ServerVad ? server : semantic;
    }

    private static ServerVadConfig BindServer(Section section)
    {
        var defaults = new ServerVadConfig();
        return new ServerVadConfig
        {
            Threshold = section.Read("threshold", defaults.Threshold, Kinds.Number(0, 1),
                "`server_vad`: how loud speech must be. Higher suits noisy lines."),
            PrefixPaddingMs = section.Read("prefix_padding_ms", defaults.PrefixPaddingMs, Kinds.WholeNumber(0, 10_000, " of milliseconds"),
                "`server_vad`: audio kept from before speech was noticed."),
            SilenceDurationMs = section.Read("silence_duration_ms", defaults.SilenceDurationMs,
                Kinds.WholeNumber(20, 10_000, " of milliseconds"),
                "`server_vad`: silence that ends a turn. Shorter answers faster and interrupts more."),
            IdleTimeoutMs = section.Read("idle_timeout_ms", defaults.IdleTimeoutMs,
                Kinds.OrEmpty(Kinds.WholeNumber(5_000, 30_000, " of milliseconds")),
                "`server_vad`: silence after which the model speaks by itself. Empty: it waits for the caller."),
        };
    }

    private static SemanticVadConfig BindSemantic(Section section) => new()
    {
        Eagerness = section.Read("eagerness", new SemanticVadConfig().Eagerness, Eagerness,
            "`semantic_vad`: how soon a pause is taken for the end; at most 8, 4 or 2 seconds for `low`, `medium` and `high`."),
    };
}
