using System.Text.RegularExpressions;

namespace AgenticAi.Configuration.Reading;

/// <summary>Kinds of text.</summary>
internal static class TextKinds
{
    /// <summary>Room for the names of fine-tuned models; whatever is longer is a paragraph in the wrong place.</summary>
    private const int LongestName = 200;

    /// <summary>Free text, possibly of several lines.</summary>
    /// <param name="min">0 or 1: whether it may be empty (white space alone counts as empty).</param>
    /// <param name="max">The largest number of characters.</param>
    public static ValueKind<string> Prose(int min, int max) => new(
        $"text of {(min == 0 ? "at most" : $"{min} to")} {max} characters",
        text => text.Length <= max && (min == 0 || !string.IsNullOrWhiteSpace(text)) ? text : Parsed<string>.No(),
        text => text);

    /// <summary>Text of one form, or empty.</summary>
    public static ValueKind<string> Shape(string allowed, Regex shape) => new(
        allowed + ", or empty",
        text => text.Length == 0 || shape.IsMatch(text) ? text : Parsed<string>.No(),
        text => text);

    /// <summary>A name that a catalog decides on.</summary>
    public static ValueKind<string> Name(string allowed, Func<string, NameVerdict> catalog) => new(
        allowed,
        text =>
        {
            if (text.Length > LongestName || !IsOneWord(text)) return Parsed<string>.No();
            NameVerdict verdict = catalog(text);
            return verdict.Refusal is null ? Parsed<string>.But(verdict.Name, verdict.Warning) : Parsed<string>.No(verdict.Refusal);
        },
        text => text);

    /// <summary>A secret: its value is never shown.</summary>
    /// <param name="allowed">The rule.</param>
    /// <param name="isAllowed">Says whether the value keeps it.</param>
    /// <param name="warning">What to say about a value that is allowed, or null.</param>
    public static ValueKind<Secret> Hidden(string allowed, Func<string, bool> isAllowed, Func<string, string?>? warning = null) => new(
        allowed,
        text => isAllowed(text) ? Parsed<Secret>.But(new Secret(text), warning?.Invoke(text)) : Parsed<Secret>.No(),
        secret => secret.ToString())
    {
        IsSecret = true,
    };

    /// <summary>White space in a secret is a copying mistake, and in a header it is an injection.</summary>
    public static bool IsOneWord(string text) => text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
}
