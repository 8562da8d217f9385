using System.Diagnostics.CodeAnalysis;

namespace AgenticAi.Configuration;

/// <summary>Either a configuration or all that is wrong with it.</summary>
public sealed record ConfigurationResult
{
    /// <summary>The configuration, or null when there is any error.</summary>
    public AgenticAiConfig? Config { get; init; }

    /// <summary>Everything that must be put right before a start, in the order of the files.</summary>
    public IReadOnlyList<ConfigurationIssue> Errors { get; init; } = [];

    /// <summary>What works, but perhaps not as meant.</summary>
    public IReadOnlyList<ConfigurationIssue> Warnings { get; init; } = [];

    /// <summary>Every key with the value in force. Empty when the file could not be read as YAML.</summary>
    public IReadOnlyList<ConfigurationSetting> Settings { get; init; } = [];

    /// <summary>Whether there is a configuration to start with.</summary>
    [MemberNotNullWhen(true, nameof(Config))]
    public bool IsValid => Config is not null;
}
