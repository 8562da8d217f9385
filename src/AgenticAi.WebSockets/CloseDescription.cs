using System.Text;

namespace AgenticAi.WebSockets;

/// <summary>The words in a close frame.</summary>
internal static class CloseDescription
{
    /// <summary>A control frame carries 125 bytes (RFC 6455, section 5.5), of which two are the status.</summary>
    private const int MaxBytes = 123;

    /// <summary>Cuts at a character, so that what remains is valid UTF-8.</summary>
    public static string Shorten(string description)
    {
        ArgumentNullException.ThrowIfNull(description);
        int bytes = 0;
        int chars = 0;
        foreach (Rune rune in description.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MaxBytes) return description[..chars];
            chars += rune.Utf16SequenceLength;
        }

        return description;
    }
}
