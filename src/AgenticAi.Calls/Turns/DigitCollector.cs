namespace AgenticAi.Calls.Turns;

/// <summary>Joins the keys a caller presses in a row, so that a number is told as one.</summary>
internal sealed class DigitCollector
{
    /// <summary>The usual time between two keys of a number after which it counts as complete (ITU-T Q.24 leaves it to the exchange).</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(2);

    /// <summary>The key that ends an entry by convention.</summary>
    private const string EndKey = "#";

    /// <summary>Longer than any number anyone types.</summary>
    private const int Longest = 64;

    private string _digits = "";

    /// <summary>When the row counts as complete; null while there is none.</summary>
    public TimeSpan? DueAt { get; private set; }

    public void Press(string digit, TimeSpan now)
    {
        _digits += digit;
        DueAt = digit == EndKey || _digits.Length >= Longest ? now : now + Gap;
    }

    /// <summary>The keys of a row that is complete.</summary>
    public string? TryTake(TimeSpan now)
    {
        if (DueAt is null || now < DueAt) return null;
        string digits = _digits;
        (_digits, DueAt) = ("", null);
        return digits;
    }
}
