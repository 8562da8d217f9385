using System.Text;
using System.Text.Json;

namespace AgenticAi.Realtime.Events.Reading;

/// <summary>
/// Reads text as people may have to see it: what is no Unicode, such as half of a surrogate pair or a byte that is not UTF-8, becomes
/// U+FFFD, and the rest is kept. One broken letter must not cost a whole utterance.
/// </summary>
internal static class BrokenText
{
    public static string Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return Repair(reader.HasValueSequence ? Encoding.UTF8.GetString(reader.ValueSequence) : Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    /// <param name="escaped">What stands between the quotes; the reader has seen to it that the escapes are whole.</param>
    private static string Repair(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (int i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                text.Append(escaped[i]);
                continue;
            }

            char escape = escaped[++i];
            if (escape != 'u')
            {
                text.Append(escape switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => escape });
                continue;
            }

            text.Append((char)Convert.ToUInt16(escaped.Substring(i + 1, 4), 16));
            i += 4;
        }

        return WithoutHalves(text);
    }

    private static string WithoutHalves(StringBuilder text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) text[i] = '\uFFFD';
        }

        return text.ToString();
    }
}
