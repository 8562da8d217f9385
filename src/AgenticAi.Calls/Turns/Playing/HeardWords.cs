using System.Globalization;
using System.Text;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns.Playing;

/// <summary>
/// Keeps what the model is saying, as text, until it was heard, and tells how much of the text lies in the part that was heard. Text
/// is taken to be spread evenly over the audio that came with it, and only whole words count, or whole letters in scripts that put no
/// spaces between words: an estimate that is right to a word or two.
/// </summary>
internal sealed class HeardWords
{
    private readonly Dictionary<string, Dictionary<string, StringBuilder>> _responses = [];

    public void Add(OutputTranscriptDelta delta)
    {
        if (!_responses.TryGetValue(delta.ResponseId, out Dictionary<string, StringBuilder>? items)) _responses[delta.ResponseId] = items = [];
        if (!items.TryGetValue(delta.ItemId, out StringBuilder? text)) items[delta.ItemId] = text = new StringBuilder();
        text.Append(delta.Delta);
    }

    /// <summary>The words of a part as far as they were heard; null when its words are not known.</summary>
    public string? Of(HeardPart part) =>
        TextOf(part) is { } text ? text[..EndOf(text, part.HeardMs, part.ReceivedMs)].TrimEnd() : null;

    /// <summary>The words that were heard and lie behind what the model remembers; empty when there are none or they are not known.</summary>
    public string Forgotten(HeardPart part)
    {
        if (TextOf(part) is not { } text || part.RememberedMs is not { } remembered) return "";
        int from = EndOf(text, remembered, part.ReceivedMs);
        return text[from..Math.Max(from, EndOf(text, part.HeardMs, part.ReceivedMs))].Trim();
    }

    /// <summary>All words of a part that have come; null when none have.</summary>
    public string? SoFar(HeardPart part) => TextOf(part);

    /// <summary>The response is over and nothing of it is left to hear.</summary>
    public void Forget(string responseId) => _responses.Remove(responseId);

    private string? TextOf(HeardPart part) =>
        _responses.TryGetValue(part.Part.ResponseId, out Dictionary<string, StringBuilder>? items)
        && items.TryGetValue(part.Part.ItemId, out StringBuilder? text)
            ? text.ToString()
            : null;

    /// <summary>Where the last word ends that was said whole after so many milliseconds.</summary>
    private static int EndOf(string text, int ms, int receivedMs)
    {
        if (ms >= receivedMs) return text.Length;
        int at = (int)((long)text.Length * ms / receivedMs);
        if (at == 0 || at == text.Length || char.IsWhiteSpace(text[at])) return at;
        int space = text.LastIndexOf(' ', at - 1);
        // What stands between spaces is no word there, and whole letters must do.
        return HasNoSpaces(text[at - 1]) || HasNoSpaces(text[at]) ? WholeLetters(text, at) : Math.Max(space, 0);
    }

    /// <summary>Scripts that put no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, Japanese, Chinese.</summary>
    private static bool HasNoSpaces(char letter) => letter is (>= '\u0E00' and <= '\u109F') or (>= '\u1780' and <= '\u17FF')
        or (>= '\u2E80' and <= '\u9FFF') or (>= '\uD840' and <= '\uD888') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFFEF');

    /// <summary>Where the last letter ends that a reader takes for one, with all that belongs to it, at or before a place.</summary>
    private static int WholeLetters(string text, int at)
    {
        int end = 0;
        while (end < at)
        {
            int next = end + StringInfo.GetNextTextElementLength(text, end);
            if (next > at) break;
            end = next;
        }

        return end;
    }
}
