using System.Text;
using System.Xml;

namespace AgenticAi.Twilio.TwiML;

/// <summary>Text that XML 1.0 can hold: most control characters and lone surrogates cannot even be escaped (section 2.2).</summary>
internal static class XmlText
{
    /// <summary>Leaves out what XML cannot hold.</summary>
    public static string Clean(string text)
    {
        StringBuilder? kept = null;
        for (int i = 0; i < text.Length; i++)
        {
            int length = LegalAt(text, i);
            if (length == 0) kept ??= new StringBuilder(text, 0, i, text.Length);
            else kept?.Append(text, i, length);
            if (length == 2) i++;
        }

        return kept?.ToString() ?? text;
    }

    /// <summary>How many UTF-16 units the character takes that begins here; 0 when XML cannot hold it.</summary>
    private static int LegalAt(string text, int index)
    {
        if (XmlConvert.IsXmlChar(text[index])) return 1;
        return index + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[index + 1], text[index]) ? 2 : 0;
    }
}
