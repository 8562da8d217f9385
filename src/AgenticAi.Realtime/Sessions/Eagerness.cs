namespace AgenticAi.Realtime.Sessions;

/// <summary>How soon semantic detection takes a sentence for finished.</summary>
public enum Eagerness
{
    /// <summary>Same as <see cref="Medium"/>.</summary>
    Auto,

    /// <summary>Waits up to 8 s.</summary>
    Low,

    /// <summary>Waits up to 4 s.</summary>
    Medium,

    /// <summary>Waits up to 2 s.</summary>
    High,
}
