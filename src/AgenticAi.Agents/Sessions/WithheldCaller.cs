using System.Collections.Frozen;

namespace AgenticAi.Agents.Sessions;

/// <summary>Recognises what stands in the place of a number when the caller or the network withholds it.</summary>
public static class WithheldCaller
{
    /// <summary>
    /// The words that networks send, and what Twilio makes of them: each spelt on the keys of a telephone, as in 266696687, which is
    /// ANONYMOUS.
    /// <see href="https://www.twilio.com/changelog/upcoming-changes-to-withheld-caller-ids-behavior-for-dial-calls"/>
    /// </summary>
    private static readonly FrozenSet<string> Stands = new[]
    {
        "ANONYMOUS", "RESTRICTED", "UNAVAILABLE", "UNKNOWN", "BLOCKED", "PRIVATE", "WITHHELD",
    }.SelectMany(word => new[] { word, Keys(word) }).ToFrozenSet();

    private const int NorthAmericanDigits = 11;

    /// <summary>Whether it says nothing of who calls.</summary>
    public static bool Is(string caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        string text = UserOf(caller.Trim()).TrimStart('+').Trim().ToUpperInvariant();
        if (text.Length == 0 || Stands.Contains(text)) return true;
        // Some networks put the country code of North America before it. With ten digits behind it that would be somebody's number.
        return text[0] == '1' && text.Length != NorthAmericanDigits && Stands.Contains(text[1..]);
    }

    /// <summary><c>anonymous</c> of <c>sip:anonymous@anonymous.invalid</c> (RFC 3323, section 4.1.1.3).</summary>
    private static string UserOf(string caller)
    {
        int colon = caller.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !caller.StartsWith("sip", StringComparison.OrdinalIgnoreCase)) return caller;
        string rest = caller[(colon + 1)..];
        int at = rest.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? rest : rest[..at];
    }

    /// <summary>The digits that carry these letters (ITU-T E.161).</summary>
    private static string Keys(string word) => string.Concat(word.Select(letter => letter switch
    {
        <= 'C' => '2',
        <= 'F' => '3',
        <= 'I' => '4',
        <= 'L' => '5',
        <= 'O' => '6',
        <= 'S' => '7',
        <= 'V' => '8',
        _ => '9',
    }));
}
