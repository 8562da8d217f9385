using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace AgenticAi.Realtime.Events.Reading;

/// <summary>Reads response.output_audio.delta without allocating: some ten to fifty of them a second and call.</summary>
internal sealed class AudioDeltaReader
{
    private string _responseId = "";
    private string _itemId = "";

    public AudioDelta Read(ReadOnlySpan<byte> message, IBufferWriter<byte> audio)
    {
        var reader = new Utf8JsonReader(message);
        bool hasResponse = false, hasItem = false, hasAudio = false;
        int outputIndex = 0, contentIndex = 0;
        Utf8JsonReader encoded = default;
        reader.BeginObject();
        while (reader.NextProperty())
        {
            if (reader.ValueTextEquals("delta"u8))
            {
                reader.Read();
                hasAudio = reader.TokenType == JsonTokenType.String;
                encoded = reader;
                reader.Skip();
            }
            else if (reader.ValueTextEquals("response_id"u8)) hasResponse = Keep(ref reader, ref _responseId);
            else if (reader.ValueTextEquals("item_id"u8)) hasItem = Keep(ref reader, ref _itemId);
            else if (reader.ValueTextEquals("output_index"u8)) outputIndex = Index(ref reader);
            else if (reader.ValueTextEquals("content_index"u8)) contentIndex = Index(ref reader);
            else reader.Skip();
        }

        reader.End();
        if (!hasResponse || !hasItem || !hasAudio)
            throw new RealtimeProtocolException("response.output_audio.delta without response_id, item_id or delta");
        Decode(ref encoded, audio);
        return new AudioDelta(_responseId, _itemId, outputIndex, contentIndex);
    }

    private static bool Keep(ref Utf8JsonReader reader, ref string last)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return false;
        }

        if (!reader.ValueTextEquals(last)) last = reader.GetString()!;
        return true;
    }

    private static int Index(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.Integer() ?? 0;
    }

    private static void Decode(ref Utf8JsonReader encoded, IBufferWriter<byte> audio)
    {
        if (!encoded.ValueIsEscaped)
        {
            Decode(encoded.ValueSpan, audio);
            return;
        }

        // Some encoders write the slash of base64 as \/ or the plus as \u002B.
        byte[] plain = ArrayPool<byte>.Shared.Rent(encoded.ValueSpan.Length);
        try
        {
            int length = encoded.CopyString(plain);
            Decode(plain.AsSpan(0, length), audio);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain);
        }
    }

    private static void Decode(ReadOnlySpan<byte> base64, IBufferWriter<byte> audio)
    {
        if (base64.IsEmpty) return;
        Span<byte> target = audio.GetSpan(Base64.GetMaxDecodedFromUtf8Length(base64.Length));
        if (Base64.DecodeFromUtf8(base64, target, out _, out int written) != OperationStatus.Done)
            throw new RealtimeProtocolException("response.output_audio.delta whose delta is not base64");
        audio.Advance(written);
    }
}
