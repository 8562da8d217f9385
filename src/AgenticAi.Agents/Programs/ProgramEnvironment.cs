namespace AgenticAi.Agents.Programs;

/// <summary>The variables that a program gets, and which of them must not be seen.</summary>
internal static class ProgramEnvironment
{
    private static readonly string[] SecretWords = ["KEY", "TOKEN", "SECRET", "PASSWORD", "CREDENTIAL"];

    /// <summary>Shorter values are words that may stand in any line.</summary>
    private const int ShortestSecret = 6;

    /// <summary>Those of ours that are named and set.</summary>
    public static Dictionary<string, string> Of(IEnumerable<string> names) => names.Distinct()
        .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
        .Where(variable => variable.Value is not null)
        .ToDictionary(variable => variable.Name, variable => variable.Value!);

    /// <summary>The values of those that are secrets by their names.</summary>
    public static IReadOnlyList<string> SecretsIn(IReadOnlyDictionary<string, string> variables) =>
    [
        .. from variable in variables
           where SecretWords.Any(word => variable.Key.Contains(word, StringComparison.OrdinalIgnoreCase))
           where variable.Value.Length >= ShortestSecret
           select variable.Value,
    ];
}
