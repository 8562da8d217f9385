using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.Realtime.Sessions;

/// <summary>The items of a session, in the order in which the model reads them.</summary>
internal sealed class Conversation
{
    private readonly List<Item> _items = [];

    public IReadOnlyList<Item> Items => _items;

    public Item? Find(string id) => _items.Find(item => item.Id == id);

    public string? LastId => _items.LastOrDefault()?.Id;

    public string? Before(string id)
    {
        int index = _items.FindIndex(item => item.Id == id);
        return index > 0 ? _items[index - 1].Id : null;
    }

    /// <summary>Adds an item behind another one, at the beginning (<c>root</c>), or at the end (null).</summary>
    /// <returns>False when there is no such other one.</returns>
    public bool TryAdd(Item item, string? previous)
    {
        int index = previous switch
        {
            null => _items.Count,
            "root" => 0,
            _ => _items.FindIndex(other => other.Id == previous) is var found and >= 0 ? found + 1 : -1,
        };
        if (index < 0) return false;
        _items.Insert(index, item);
        return true;
    }

    public bool Remove(string id) => _items.RemoveAll(item => item.Id == id) > 0;

    /// <summary>Tokens the model reads: audio of the caller 1 per 100 ms, of the agent 1 per 50 ms, text about 1 per 4 letters.</summary>
    public (int Text, int Audio) Tokens()
    {
        int text = 0;
        int audio = 0;
        foreach (Item item in _items)
        {
            if (item.IsAudio && item.AudioMs > 0) audio += AudioTokens(item);
            else text += ((item.Remembered?.Length ?? 0) + item.Data.Length + 3) / 4;
        }

        return (text, audio);
    }

    public JsonObject AddedFields(Item item) => new() { ["previous_item_id"] = Before(item.Id), ["item"] = item.ToJson() };

    private static int AudioTokens(Item item)
    {
        int ms = item.TruncatedAtMs ?? item.AudioMs;
        return item.Role == "user" ? (ms + 99) / 100 : (ms + 49) / 50;
    }
}
