using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>What has come of the response that is being made.</summary>
internal sealed class MadeResponse
{
    private readonly HashSet<string> _spoken = [];
    private readonly List<(string Item, string Text)> _written = [];

    /// <summary>Something of it can be heard.</summary>
    public bool HasAudio => _spoken.Count > 0;

    /// <summary>It calls functions, and nothing is wrong with any of the calls.</summary>
    public bool HasCalls => Calls > 0 && BrokenCalls == 0;

    public int Calls { get; set; }

    public int BrokenCalls { get; set; }

    /// <summary>When the last sign of it came.</summary>
    public TimeSpan HeardAt { get; set; }

    /// <summary>What it wrote and did not say; null when there is nothing.</summary>
    public string? Text => _written.Count == 0 ? null : string.Join(' ', _written.Select(part => part.Text));

    /// <summary>The items that nobody could hear, with their words.</summary>
    public IReadOnlyList<(string Item, string Text)> Written => _written;

    public void AddAudio(string item) => _spoken.Add(item);

    public void AddText(string item, string text)
    {
        if (!string.IsNullOrWhiteSpace(text) && !_spoken.Contains(item) && _written.All(part => part.Item != item)) _written.Add((item, text));
    }

    /// <summary>What its end tells of it.</summary>
    public void Complete(ResponseDone done)
    {
        foreach (ConversationItem item in done.Output)
            if (item is { Type: ItemTypes.Message, Transcript: null, Text: { } text }) AddText(item.Id, text);
        _written.RemoveAll(part => _spoken.Contains(part.Item));
    }
}
