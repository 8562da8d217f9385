using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AgenticAi.Twilio.MediaStreams;

/// <summary>
/// Writes the three messages that Twilio takes over a media stream. Allocates nothing.
/// <see href="https://www.twilio.com/docs/voice/media-streams/websocket-messages#send-websocket-messages-to-twilio"/>
/// </summary>
public sealed class MediaStreamWriter
{
    private readonly byte[] _mediaStart;
    private readonly byte[] _markStart;
    private readonly byte[] _clear;

    /// <param name="streamSid">The stream (MZ…), from <see cref="StreamStarted"/>.</param>
    public MediaStreamWriter(string streamSid)
    {
        ArgumentException.ThrowIfNullOrEmpty(streamSid);
        string sid = JsonEncodedText.Encode(streamSid).Value;
        _mediaStart = Encoding.UTF8.GetBytes($$$"""{"event":"media","streamSid":"{{{sid}}}","media":{"payload":""" + "\"");
        _markStart = Encoding.UTF8.GetBytes($$$"""{"event":"mark","streamSid":"{{{sid}}}","mark":{"name":""" + "\"");
        _clear = Encoding.UTF8.GetBytes($$$"""{"event":"clear","streamSid":"{{{sid}}}"}""");
    }

    /// <summary>Audio to be played after what was sent before.</summary>
    /// <param name="output">Takes the message.</param>
    /// <param name="mulaw">G.711 μ-law, 8 kHz, mono, no file header, of any length.</param>
    public void WriteMedia(IBufferWriter<byte> output, ReadOnlySpan<byte> mulaw)
    {
        ArgumentNullException.ThrowIfNull(output);
        Span<byte> target = output.GetSpan(_mediaStart.Length + Base64.GetMaxEncodedToUtf8Length(mulaw.Length) + ObjectEnd.Length);
        _mediaStart.CopyTo(target);
        Base64.EncodeToUtf8(mulaw, target[_mediaStart.Length..], out _, out int encoded);
        Finish(output, target, _mediaStart.Length + encoded);
    }

    /// <summary>A name that Twilio sends back when everything before it was played or cleared.</summary>
    public void WriteMark(IBufferWriter<byte> output, string name)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentException.ThrowIfNullOrEmpty(name);
        int nameBytes = Encoding.UTF8.GetByteCount(name);
        byte[] utf8 = ArrayPool<byte>.Shared.Rent(nameBytes);
        Encoding.UTF8.GetBytes(name, utf8);
        int longest = nameBytes * JavaScriptEncoder.Default.MaxOutputCharactersPerInputCharacter;
        Span<byte> target = output.GetSpan(_markStart.Length + longest + ObjectEnd.Length);
        _markStart.CopyTo(target);
        JavaScriptEncoder.Default.EncodeUtf8(utf8.AsSpan(0, nameBytes), target[_markStart.Length..], out _, out int escaped);
        ArrayPool<byte>.Shared.Return(utf8);
        Finish(output, target, _markStart.Length + escaped);
    }

    /// <summary>Throws away what Twilio has not played yet; pending marks come back at once.</summary>
    public void WriteClear(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(_clear);
    }

    private static ReadOnlySpan<byte> ObjectEnd => "\"}}"u8;

    private static void Finish(IBufferWriter<byte> output, Span<byte> target, int length)
    {
        ObjectEnd.CopyTo(target[length..]);
        output.Advance(length + ObjectEnd.Length);
    }
}
