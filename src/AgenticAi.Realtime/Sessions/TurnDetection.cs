namespace AgenticAi.Realtime.Sessions;

/// <summary>How the server finds out that the caller has begun and finished to speak.</summary>
/// <remarks>https://platform.openai.com/docs/guides/realtime-vad</remarks>
public abstract record TurnDetection
{
    private protected TurnDetection()
    {
    }

    /// <summary>Whether the server answers by itself when the caller has finished.</summary>
    public bool CreateResponse { get; init; } = true;

    /// <summary>Whether the server cancels its answer when the caller begins to speak.</summary>
    public bool InterruptResponse { get; init; } = true;
}

/// <summary>
/// Detection by loudness. The defaults are tuned for a telephone line: less sensitive and quicker to answer than the server's own.
/// </summary>
public sealed record ServerVad : TurnDetection
{
    /// <summary>From 0 to 1; higher needs louder speech. The server's own default is 0.5.</summary>
    public double Threshold { get; init; } = 0.6;

    /// <summary>Audio kept from before the speech was noticed, in milliseconds. The server's own default is 300.</summary>
    public int PrefixPaddingMs { get; init; } = 200;

    /// <summary>Silence that ends the turn, in milliseconds. The server's own default is 500.</summary>
    public int SilenceDurationMs { get; init; } = 300;

    /// <summary>Silence after an answer until the model speaks up by itself, 5,000 to 30,000 ms; null for never.</summary>
    public int? IdleTimeoutMs { get; init; }
}

/// <summary>Detection by meaning: the server waits longer when the sentence sounds unfinished.</summary>
public sealed record SemanticVad : TurnDetection
{
    public Eagerness Eagerness { get; init; } = Eagerness.Auto;
}
