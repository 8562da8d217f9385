using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime.Hearing;
using AgenticAi.Simulation.Realtime.Rules;
using AgenticAi.Simulation.Realtime.Sessions;
using AgenticAi.Simulation.Scenarios;

namespace AgenticAi.Simulation.Realtime.Responses;

/// <summary>
/// One response on its way: step by step it sends its output items, until it is done or cancelled. It keeps no time; called under the
/// lock of the session.
/// </summary>
internal sealed class ResponseRun
{
    // What the real server tells of a usual account; nothing is ever refused for it here.
    private const int TokenLimit = 250_000;

    private readonly EventOut _out;
    private readonly Conversation _conversation;
    private readonly SessionSettings _settings;
    private readonly AudioFormat _format;
    private readonly IReadOnlyList<RenderedPart> _parts;
    private readonly Func<string> _newItemId;
    private readonly DeltaSizes _sizes;
    private readonly UsageMeter _usage;
    private readonly List<Item> _items = [];
    private readonly JsonNode? _metadata;
    private OutputItem? _current;

    public ResponseRun(string id, int number, IReadOnlyList<RenderedPart> parts, ResponseContext context, JsonNode? metadata)
    {
        (Id, Number, _parts, _metadata) = (id, number, parts, metadata);
        (_out, _conversation, _settings, _newItemId, _sizes, _usage) =
            (context.Out, context.Conversation, context.Settings, context.NewItemId, context.Sizes, context.Usage);
        _format = context.Settings.OutputFormat;
    }

    public string Id { get; }

    /// <summary>Time of the session at which it was created.</summary>
    public TimeSpan BeganAt { get; init; }

    /// <summary>1 for the first of the session.</summary>
    public int Number { get; }

    public bool IsActive { get; private set; } = true;

    /// <summary>Audio sent so far.</summary>
    public TimeSpan AudioSent { get; private set; }

    /// <summary>Words of all items that were sent.</summary>
    public string Text => string.Join(' ', _items.Select(item => item.Text).Where(text => !string.IsNullOrEmpty(text)));

    public string Status { get; private set; } = "in_progress";

    public void Begin()
    {
        _usage.Begin(_conversation, _settings);
        _out.Send("response.created", new JsonObject { ["response"] = ToJson(null, null) });
        _out.Send("rate_limits.updated", RateLimits());
    }

    /// <summary>Sends the next piece: one delta of audio, with the words that belong to it.</summary>
    /// <returns>False when the response is done.</returns>
    public bool Step()
    {
        if (_current is null)
        {
            if (_items.Count == _parts.Count)
            {
                End("completed", null, null);
                return false;
            }

            _current = BeginItem(_parts[_items.Count]);
            _items.Add(_current.Item);
        }

        AudioSent += TimeSpan.FromMilliseconds((double)_current.Step(_sizes) / _format.BytesPerMs);
        if (_current.IsFinished)
        {
            _current.End("completed");
            _current = null;
        }

        return true;
    }

    /// <summary>Stops where it is.</summary>
    /// <param name="reason"><c>turn_detected</c> or <c>client_cancelled</c>.</param>
    public void Cancel(string reason)
    {
        _current?.End("incomplete");
        _current = null;
        End("cancelled", reason, null);
    }

    /// <summary>Stops with an error of the server.</summary>
    public void Fail(RuleError error)
    {
        _current?.End("incomplete");
        _current = null;
        End("failed", null, error);
    }

    private OutputItem BeginItem(RenderedPart part)
    {
        var item = new Item
        {
            Id = _newItemId(),
            Type = part.Part is FunctionCallPart ? "function_call" : "message",
            Role = part.Part is FunctionCallPart ? "" : "assistant",
            Content = part.Part is FunctionCallPart ? "" : part.Audio.IsEmpty ? "output_text" : "output_audio",
            Status = "in_progress",
            IsGenerated = true,
            CallId = part.Part is FunctionCallPart ? _newItemId().Replace("item_", "call_", StringComparison.Ordinal) : "",
            Name = (part.Part as FunctionCallPart)?.Name ?? "",
        };
        var output = new OutputItem(_out, _conversation, Id, _items.Count, item, part, _format);
        output.Begin();
        return output;
    }

    private void End(string status, string? reason, RuleError? error)
    {
        IsActive = false;
        Status = status;
        _out.Send("response.done", new JsonObject { ["response"] = ToJson(reason, error) });
    }

    private JsonObject ToJson(string? reason, RuleError? error) => new()
    {
        ["object"] = "realtime.response",
        ["id"] = Id,
        ["status"] = Status,
        ["status_details"] = Details(reason, error),
        ["output"] = new JsonArray([.. _items.Select(item => item.ToJson())]),
        ["conversation_id"] = _usage.ConversationId,
        ["output_modalities"] = _settings.Modalities(),
        ["max_output_tokens"] = _settings.MaxOutputTokens(),
        ["audio"] = _settings.OutputJson(),
        ["usage"] = IsActive ? null : _usage.End(_items),
        ["metadata"] = _metadata?.DeepClone(),
    };

    private JsonObject? Details(string? reason, RuleError? error)
    {
        if (reason is null && error is null) return null;
        var details = new JsonObject { ["type"] = Status };
        if (reason is not null) details["reason"] = reason;
        if (error is not null) details["error"] = error.ToJson();
        return details;
    }

    private JsonObject RateLimits() => new()
    {
        ["rate_limits"] = new JsonArray(new JsonObject
        {
            ["name"] = "tokens",
            ["limit"] = TokenLimit,
            ["remaining"] = TokenLimit - _usage.InputTokens,
            ["reset_seconds"] = 0.02,
        }),
    };
}
