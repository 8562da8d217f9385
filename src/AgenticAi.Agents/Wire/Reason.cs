using System.Text;

namespace AgenticAi.Agents.Wire;

/// <summary>What an agent says went wrong, as one line of a log: short, without control characters, without secrets.</summary>
internal static class Reason
{
    private const string Hidden = "(hidden)";

    public static string Of(string text, params IEnumerable<string> secrets)
    {
        // Hidden first: a cut or a blank in the middle of a secret would leave the rest of it.
        foreach (string secret in secrets.Where(secret => secret.Length > 0)) text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        var line = new StringBuilder();
        foreach (Rune rune in text.Trim().EnumerateRunes())
        {
            if (line.Length >= AgentLimits.ReasonChars) return line.Append('…').ToString();
            line.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return line.Length == 0 ? "(no reason given)" : line.ToString();
    }

    /// <summary>An address without what may be a key: user, query and fragment.</summary>
    public static string Address(Uri url) => $"{url.Scheme}://{url.Authority}{url.AbsolutePath}";
}
