using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime.Sessions;

namespace AgenticAi.Simulation.Realtime.Responses;

/// <summary>
/// Counts tokens as the price list does: the whole conversation is read again for each response, what was read before from the cache.
/// </summary>
internal sealed class UsageMeter(string conversationId)
{
    // The real cache works in blocks of 64 tokens.
    private const int CacheBlock = 64;

    private (int Text, int Audio) _read;
    private (int Text, int Audio) _cachedBefore;
    private (int Text, int Audio) _cached;

    public string ConversationId => conversationId;

    public int InputTokens => _read.Text + _read.Audio;

    public void Begin(Conversation conversation, SessionSettings settings)
    {
        (int text, int audio) = conversation.Tokens();
        _read = (text + (settings.Instructions.Length + settings.Tools.Length) / 4, audio);
        _cached = (Cached(_cachedBefore.Text, _read.Text), Cached(_cachedBefore.Audio, _read.Audio));
        _cachedBefore = _read;
    }

    public JsonObject End(IReadOnlyList<Item> output)
    {
        int text = output.Sum(item => ((item.Text?.Length ?? 0) + item.Data.Length + 3) / 4);
        int audio = output.Sum(item => (item.AudioMs + 49) / 50);
        return new JsonObject
        {
            ["total_tokens"] = InputTokens + text + audio,
            ["input_tokens"] = InputTokens,
            ["output_tokens"] = text + audio,
            ["input_token_details"] = new JsonObject
            {
                ["text_tokens"] = _read.Text,
                ["audio_tokens"] = _read.Audio,
                ["image_tokens"] = 0,
                ["cached_tokens"] = _cached.Text + _cached.Audio,
                ["cached_tokens_details"] = new JsonObject
                {
                    ["text_tokens"] = _cached.Text,
                    ["audio_tokens"] = _cached.Audio,
                    ["image_tokens"] = 0,
                },
            },
            ["output_token_details"] = new JsonObject { ["text_tokens"] = text, ["audio_tokens"] = audio },
        };
    }

    private static int Cached(int before, int now) => Math.Min(before, now) / CacheBlock * CacheBlock;
}
