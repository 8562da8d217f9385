namespace AgenticAi.Configuration.Reading;

/// <summary>Finds the key that was probably meant.</summary>
internal static class KeySuggestion
{
    /// <summary>The nearest of <paramref name="known"/>, or null when none is within a third of the key's length.</summary>
    public static string? For(string key, IEnumerable<string> known)
    {
        // A key that is far too long is not a typing mistake, and its distance is not worth computing.
        if (key.Length > 64) return null;
        (string? name, int distance) = known
            .Select(name => (Name: (string?)name, Distance: Distance(key, name)))
            .MinBy(candidate => candidate.Distance);
        return name is not null && distance <= Math.Max(1, Math.Max(key.Length, name.Length) / 3) ? name : null;
    }

    /// <summary>
    /// Insertions, deletions, replacements and swaps of neighbours that turn one into the other (optimal string alignment).
    /// </summary>
    private static int Distance(string from, string to)
    {
        int[,] cost = new int[from.Length + 1, to.Length + 1];
        for (int i = 0; i <= from.Length; i++) cost[i, 0] = i;
        for (int j = 0; j <= to.Length; j++) cost[0, j] = j;
        for (int i = 1; i <= from.Length; i++)
        {
            for (int j = 1; j <= to.Length; j++)
            {
                int change = char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1;
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[from.Length, to.Length];
    }
}
