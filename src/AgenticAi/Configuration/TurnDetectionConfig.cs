namespace AgenticAi.Configuration;

/// <summary>
/// Section <c>openai_realtime.turn_detection</c>: <see cref="ServerVadConfig"/> or <see cref="SemanticVadConfig"/>, each with keys of
/// its own (developers.openai.com/api/docs/guides/realtime-vad).
/// </summary>
public abstract record TurnDetectionConfig
{
    private protected TurnDetectionConfig()
    {
    }
}

/// <summary><c>server_vad</c>: a turn ends with silence.</summary>
public sealed record ServerVadConfig : TurnDetectionConfig
{
    /// <summary>How loud speech must be, 0.0 to 1.0. Default 0.6: above the vendor's 0.5, since telephone lines hum.</summary>
    public double Threshold { get; init; } = 0.6;

    /// <summary>
    /// Audio kept from before the speech was noticed, 0 to 10,000 ms. Default 200: a first consonant, and no more.
    /// The bound catches microseconds taken for milliseconds.
    /// </summary>
    public int PrefixPaddingMs { get; init; } = 200;

    /// <summary>
    /// Silence that ends a turn, 20 to 10,000 ms. Default 300: quick answers; the vendor's 500 interrupts less.
    /// The lower bound is one frame of a telephone call.
    /// </summary>
    public int SilenceDurationMs { get; init; } = 300;

    /// <summary>Silence after which the model speaks by itself, 5,000 to 30,000 ms (the vendor's bounds), or null: it waits.</summary>
    public int? IdleTimeoutMs { get; init; }
}

/// <summary><c>semantic_vad</c>: a turn ends when the sentence does.</summary>
public sealed record SemanticVadConfig : TurnDetectionConfig
{
    /// <summary>Default auto, which the vendor defines as medium.</summary>
    public EagernessSetting Eagerness { get; init; } = EagernessSetting.Auto;
}
