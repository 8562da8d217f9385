namespace AgenticAi.Configuration;

/// <summary>What a catalog says to a name: accepted, replaced by another, or refused.</summary>
/// <param name="Name">The name to use.</param>
/// <param name="Warning">What the operator should know, as a whole sentence, or null.</param>
/// <param name="Refusal">Why the name may not be used and which to use in its place, or null.</param>
public sealed record NameVerdict(string Name, string? Warning, string? Refusal)
{
    /// <summary>The name is used as it is.</summary>
    public static NameVerdict Accept(string name, string? warning = null) => new(name, warning, null);

    /// <summary>Another name is used, and <paramref name="warning"/>, a whole sentence, says so.</summary>
    public static NameVerdict Replace(string by, string warning) => new(by, warning, null);

    /// <summary>The name is an error. <paramref name="rule"/> completes "… is not allowed: ".</summary>
    public static NameVerdict Refuse(string name, string rule) => new(name, null, rule);
}
