namespace AgenticAi.Configuration;

/// <summary>The names that somebody else knows better than a configuration file does. The host says who.</summary>
public sealed record NameCatalogs
{
    /// <summary>Knows which models, of speech and of transcription, are retired, and their replacements.</summary>
    public required Func<string, NameVerdict> Models { get; init; }

    /// <summary>Knows the voices of Realtime and which voice stands in for one that is not among them.</summary>
    public required Func<string, NameVerdict> Voices { get; init; }

    /// <summary>Takes every name, for where names are not looked at.</summary>
    public static NameCatalogs AcceptAll { get; } = new()
    {
        Models = name => NameVerdict.Accept(name),
        Voices = name => NameVerdict.Accept(name),
    };
}
