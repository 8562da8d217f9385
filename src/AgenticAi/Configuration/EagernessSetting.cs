namespace AgenticAi.Configuration;

/// <summary>How soon semantic turn detection takes a pause for the end of a turn.</summary>
public enum EagernessSetting
{
    /// <summary><c>auto</c>: as medium.</summary>
    Auto,

    /// <summary><c>low</c>: waits up to 8 seconds.</summary>
    Low,

    /// <summary><c>medium</c>: waits up to 4 seconds.</summary>
    Medium,

    /// <summary><c>high</c>: waits up to 2 seconds.</summary>
    High,
}
