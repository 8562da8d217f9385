using System.Text;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// Keeps what the model is saying, as text, until it was heard, and tells how much of the text lies in the part that was heard. Text
/// is taken to be spread evenly over the audio that came with it, and only whole words count: an estimate that is right to a word or two.
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

    /// <summary>The words of a part that was cut, as far as they were heard; null when its words are not known.</summary>
    public string? Of(HeardPart part)
    {
        if (!_responses.TryGetValue(part.Part.ResponseId, out Dictionary<string, StringBuilder>? items)
            || !items.TryGetValue(part.Part.ItemId, out StringBuilder? all)) return null;
        if (part.HeardMs >= part.ReceivedMs) return all.ToString();
        string text = all.ToString(0, (int)((long)all.Length * part.HeardMs / part.ReceivedMs));
        int lastWordEnd = text.Length < all.Length && !char.IsWhiteSpace(all[text.Length]) ? text.LastIndexOf(' ') : text.Length;
        return text[..Math.Max(lastWordEnd, 0)].TrimEnd();
    }

    /// <summary>The response is over and nothing of it is left to hear.</summary>
    public void Forget(string responseId) => _responses.Remove(responseId);
}
