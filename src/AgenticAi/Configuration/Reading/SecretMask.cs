using System.Text.RegularExpressions;

namespace AgenticAi.Configuration.Reading;

/// <summary>
/// The last guard before text is shown. Values of secret keys are never put into a text in the first place; this catches the same
/// value written under a wrong key and anything that looks like an API key.
/// </summary>
internal sealed partial class SecretMask
{
    /// <summary>Shorter values are words rather than secrets: hiding them would make texts unreadable and protect nothing.</summary>
    private const int ShortestSecret = 8;

    private readonly List<string> _secrets = [];

    public void Add(string secret)
    {
        if (secret.Length >= ShortestSecret) _secrets.Add(secret);
    }

    public string Apply(string text)
    {
        foreach (string secret in _secrets) text = text.Replace(secret, "(hidden)", StringComparison.Ordinal);
        return ApiKey().Replace(text, "(hidden)");
    }

    public ConfigurationSetting Apply(ConfigurationSetting setting) =>
        setting with { Value = setting.Value is null ? null : Apply(setting.Value) };

    public ConfigurationIssue Apply(ConfigurationIssue issue) => issue with { Key = Apply(issue.Key), Text = Apply(issue.Text) };

    [GeneratedRegex("sk-[A-Za-z0-9_-]{16,}", RegexOptions.CultureInvariant)]
    private static partial Regex ApiKey();
}
