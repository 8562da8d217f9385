namespace AgenticAi.Configuration;

/// <summary>A value that must not be seen: it prints as a mask, so a record that holds it can be logged.</summary>
public sealed record Secret
{
    /// <summary>No secret was given.</summary>
    public static readonly Secret None = new("");

    private readonly string _value;

    public Secret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>True when no secret was given.</summary>
    public bool IsEmpty => _value.Length == 0;

    /// <summary>The value itself, for the one place that sends or compares it.</summary>
    public string Reveal() => _value;

    public override string ToString() => IsEmpty ? "(not set)" : "(set, hidden)";
}
