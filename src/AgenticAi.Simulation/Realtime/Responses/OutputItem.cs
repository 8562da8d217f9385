using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime.Hearing;
using AgenticAi.Simulation.Realtime.Sessions;
using AgenticAi.Simulation.Scenarios;

namespace AgenticAi.Simulation.Realtime.Responses;

/// <summary>One output item of a response while it is being sent.</summary>
internal sealed class OutputItem(
    EventOut output, Conversation conversation, string responseId, int outputIndex, Item item, RenderedPart part, AudioFormat format)
{
    // The real server's deltas are 50 to 400 ms long; this is a usual one.
    private const int NaturalDeltaMs = 200;

    private int _sent;
    private int _words;

    public Item Item => item;

    public bool IsFinished { get; private set; }

    public void Begin()
    {
        Send("response.output_item.added", new JsonObject { ["item"] = item.ToJson() }, content: false);
        conversation.TryAdd(item, null);
        output.Send("conversation.item.added", conversation.AddedFields(item));
        if (item.Type == "message") Send("response.content_part.added", new JsonObject { ["part"] = PartJson(done: false) });
    }

    /// <summary>Sends the next piece.</summary>
    /// <returns>Bytes of audio in it.</returns>
    public int Step(DeltaSizes sizes)
    {
        if (part.Part is FunctionCallPart call) return Call(call);
        int size = part.Audio.IsEmpty ? 0 : Math.Min(sizes.Next(NaturalDeltaMs * format.BytesPerMs), part.Audio.Length - _sent);
        ReadOnlyMemory<byte> audio = part.Audio.Slice(_sent, size);
        _sent += size;
        Words(part.Audio.IsEmpty ? part.Words.Count : (int)Math.Ceiling((double)part.Words.Count * _sent / part.Audio.Length));
        if (size > 0) Send("response.output_audio.delta", new JsonObject { ["delta"] = Convert.ToBase64String(audio.Span) });
        item.AudioMs = _sent / format.BytesPerMs;
        IsFinished = _sent == part.Audio.Length;
        return size;
    }

    /// <summary>Closes the item, complete or not.</summary>
    /// <param name="status"><c>completed</c> or <c>incomplete</c>.</param>
    public void End(string status)
    {
        item.Status = status;
        if (item.Type == "message")
        {
            if (item.IsAudio) Send("response.output_audio.done", []);
            if (item.IsAudio) Send("response.output_audio_transcript.done", new JsonObject { ["transcript"] = item.Text ?? "" });
            else Send("response.output_text.done", new JsonObject { ["text"] = item.Text ?? "" });
            Send("response.content_part.done", new JsonObject { ["part"] = PartJson(done: true) });
        }

        Send("response.output_item.done", new JsonObject { ["item"] = item.ToJson() }, content: false);
        output.Send("conversation.item.done", conversation.AddedFields(item));
    }

    private int Call(FunctionCallPart call)
    {
        item.Data = call.Arguments;
        Send(
            "response.function_call_arguments.delta",
            new JsonObject { ["call_id"] = item.CallId, ["delta"] = call.Arguments },
            content: false);
        Send(
            "response.function_call_arguments.done",
            new JsonObject { ["call_id"] = item.CallId, ["name"] = call.Name, ["arguments"] = call.Arguments },
            content: false);
        IsFinished = true;
        return 0;
    }

    private void Words(int until)
    {
        if (until <= _words) return;
        string delta = (_words > 0 ? " " : "") + string.Join(' ', part.Words.Take(until).Skip(_words));
        _words = until;
        item.Text += delta;
        Send(item.IsAudio ? "response.output_audio_transcript.delta" : "response.output_text.delta", new JsonObject { ["delta"] = delta });
    }

    private JsonObject PartJson(bool done) => item.IsAudio
        ? new JsonObject { ["type"] = "audio", ["transcript"] = done ? item.Text ?? "" : "" }
        : new JsonObject { ["type"] = "text", ["text"] = done ? item.Text ?? "" : "" };

    private void Send(string type, JsonObject fields, bool content = true)
    {
        var message = new JsonObject { ["response_id"] = responseId, ["output_index"] = outputIndex };
        if (!type.StartsWith("response.output_item", StringComparison.Ordinal)) message["item_id"] = item.Id;
        if (content) message["content_index"] = 0;
        foreach ((string name, JsonNode? value) in fields) message[name] = value?.DeepClone();
        output.Send(type, message);
    }
}
