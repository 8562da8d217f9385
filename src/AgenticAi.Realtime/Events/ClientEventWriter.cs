using System.Buffers;
using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Realtime.Events;

/// <summary>Writes what the client sends, as UTF-8 JSON.</summary>
public static class ClientEventWriter
{
    /// <summary>Longest audio of one append, in bytes: the API takes 15 MiB in an event, and base64 makes four bytes of three.</summary>
    public const int MaxAppendBytes = 15 * 1024 * 1024 / 4 * 3;

    // Instructions and transcripts are mostly text of people; \uXXXX for each letter beyond ASCII would triple them.
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Writes input_audio_buffer.append without allocating. The server does not acknowledge it.</summary>
    /// <param name="output">Takes the message; the base64 is written straight into it.</param>
    /// <param name="audio">Audio in the session's format, at most <see cref="MaxAppendBytes"/>.</param>
    public static void WriteAppend(IBufferWriter<byte> output, ReadOnlySpan<byte> audio)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(audio.Length, MaxAppendBytes, nameof(audio));
        ReadOnlySpan<byte> head = "{\"type\":\"input_audio_buffer.append\",\"audio\":\""u8;
        ReadOnlySpan<byte> tail = "\"}"u8;
        Span<byte> target = output.GetSpan(head.Length + Base64.GetMaxEncodedToUtf8Length(audio.Length) + tail.Length);
        head.CopyTo(target);
        Base64.EncodeToUtf8(audio, target[head.Length..], out _, out int encoded);
        tail.CopyTo(target[(head.Length + encoded)..]);
        output.Advance(head.Length + encoded + tail.Length);
    }

    /// <summary>Writes any other event.</summary>
    public static void Write(IBufferWriter<byte> output, ClientEvent clientEvent)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(clientEvent);
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteString("type"u8, TypeOf(clientEvent));
        if (clientEvent.EventId is { } id) json.WriteString("event_id"u8, id);
        WriteBody(json, clientEvent);
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> TypeOf(ClientEvent clientEvent) => clientEvent switch
    {
        SessionUpdate => "session.update"u8,
        InputAudioCommit => "input_audio_buffer.commit"u8,
        InputAudioClear => "input_audio_buffer.clear"u8,
        ItemCreate => "conversation.item.create"u8,
        ItemTruncate => "conversation.item.truncate"u8,
        ItemDelete => "conversation.item.delete"u8,
        ItemRetrieve => "conversation.item.retrieve"u8,
        ResponseCreate => "response.create"u8,
        ResponseCancel => "response.cancel"u8,
        _ => throw new ArgumentException("Not an event of this library.", nameof(clientEvent)),
    };

    private static void WriteBody(Utf8JsonWriter json, ClientEvent clientEvent)
    {
        switch (clientEvent)
        {
            case SessionUpdate update:
                json.WritePropertyName("session"u8);
                SessionJson.Write(json, update.Session);
                break;
            case ItemCreate create:
                if (create.PreviousItemId is { } previous) json.WriteString("previous_item_id"u8, previous);
                NewItemJson.Write(json, create.Item);
                break;
            case ItemTruncate truncate:
                json.WriteString("item_id"u8, truncate.ItemId);
                json.WriteNumber("content_index"u8, truncate.ContentIndex);
                json.WriteNumber("audio_end_ms"u8, truncate.AudioEndMs);
                break;
            case ItemDelete delete:
                json.WriteString("item_id"u8, delete.ItemId);
                break;
            case ItemRetrieve retrieve:
                json.WriteString("item_id"u8, retrieve.ItemId);
                break;
            case ResponseCreate create:
                WriteResponse(json, create);
                break;
            case ResponseCancel { ResponseId: { } responseId }:
                json.WriteString("response_id"u8, responseId);
                break;
        }
    }

    private static void WriteResponse(Utf8JsonWriter json, ResponseCreate create)
    {
        json.WriteStartObject("response"u8);
        if (create.Instructions is { } instructions) json.WriteString("instructions"u8, instructions);
        if (create.InAudio)
        {
            json.WriteStartArray("output_modalities"u8);
            json.WriteStringValue("audio"u8);
            json.WriteEndArray();
        }

        if (!create.InConversation) json.WriteString("conversation"u8, "none"u8);
        if (create.Metadata is { } metadata)
        {
            json.WriteStartObject("metadata"u8);
            foreach ((string key, string value) in metadata) json.WriteString(key, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
