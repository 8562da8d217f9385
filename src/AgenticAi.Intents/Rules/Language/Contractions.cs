using System.Collections.Frozen;

namespace AgenticAi.Intents.Rules.Language;

/// <summary>Opens contractions, so that a phrase has one form only.</summary>
internal static class Contractions
{
    private static readonly FrozenDictionary<string, string[]> Whole = new Dictionary<string, string[]>
    {
        ["can't"] = ["can", "not"],
        ["cant"] = ["can", "not"],
        ["cannot"] = ["can", "not"],
        ["won't"] = ["will", "not"],
        ["dont"] = ["do", "not"],
        ["didnt"] = ["did", "not"],
        ["doesnt"] = ["does", "not"],
        ["let's"] = ["let", "us"],
        ["gonna"] = ["going", "to"],
        ["wanna"] = ["want", "to"],
        ["gotta"] = ["got", "to"],
        ["lemme"] = ["let", "me"],
        ["gimme"] = ["give", "me"],
        ["im"] = ["i", "am"],
        ["nevermind"] = ["never", "mind"],
        ["thats"] = ["that", "is"],
        ["whats"] = ["what", "is"],
    }.ToFrozenDictionary();

    private static readonly (string End, string Word)[] Ends =
        [("n't", "not"), ("'ll", "will"), ("'d", "would"), ("'m", "am"), ("'re", "are"), ("'ve", "have")];

    /// <summary>Before "'s" these mean "is"; any other word owns what follows.</summary>
    private static readonly FrozenSet<string> BeforeIs = FrozenSet.Create(
        "it", "that", "what", "who", "where", "when", "how", "there", "he", "she", "here", "why", "name");

    public static string[] Open(string norm)
    {
        if (Whole.TryGetValue(norm, out string[]? words)) return words;
        foreach ((string end, string word) in Ends)
            if (norm.Length > end.Length && norm.EndsWith(end, StringComparison.Ordinal)) return [norm[..^end.Length], word];
        return norm.EndsWith("'s", StringComparison.Ordinal) && BeforeIs.Contains(norm[..^2]) ? [norm[..^2], "is"] : [norm];
    }
}
