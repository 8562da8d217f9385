namespace AgenticAi.Configuration.Reading;

/// <summary>A kind of value: the rule in words, how it is read, and how it is written.</summary>
/// <param name="Allowed">The rule; completes "… is not allowed: ".</param>
/// <param name="Parse">Reads the text of a value.</param>
/// <param name="Show">Writes a value as it would stand in the file.</param>
internal sealed record ValueKind<T>(string Allowed, Func<string, Parsed<T>> Parse, Func<T, string> Show)
{
    /// <summary>The value must not be seen, not even when it is wrong.</summary>
    public bool IsSecret { get; init; }

    /// <summary>Finds the part of a text that must not be seen, where only a part must not.</summary>
    public Func<string, string?> SecretIn { get; init; } = static _ => null;
}

/// <summary>A value, or why the text is none.</summary>
/// <param name="IsValue">Whether there is a value.</param>
/// <param name="Value">The value.</param>
/// <param name="Rule">When there is none: the rule that was broken, if it is more exact than that of the kind.</param>
/// <param name="Warning">When there is one: what the operator should know about it.</param>
/// <param name="IsHidden">When there is none: the text may hold a password and must not be shown.</param>
internal readonly record struct Parsed<T>(bool IsValue, T Value, string? Rule = null, string? Warning = null, bool IsHidden = false)
{
    public static implicit operator Parsed<T>(T value) => new(true, value);

    public static Parsed<T> No(string? rule = null, bool hide = false) => new(false, default!, rule, IsHidden: hide);

    public static Parsed<T> But(T value, string? warning) => new(true, value, Warning: warning);
}
