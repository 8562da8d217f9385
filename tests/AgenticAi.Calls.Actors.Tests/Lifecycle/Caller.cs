using System.Net.WebSockets;
using System.Text;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;

namespace AgenticAi.Calls.Actors.Tests.Lifecycle;

/// <summary>Twilio's side of one stream. It answers a goodbye, unless it is told not to.</summary>
internal sealed class Caller : IDisposable
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    // Mu-law, 160 bytes: full swing with a period of 8 samples (1 kHz), and zero.
    private static readonly byte[] Tone = [.. Enumerable.Range(0, 160).Select(sample => (byte)(sample % 8 < 4 ? 0x80 : 0x00))];
    private static readonly byte[] Silence = [.. Enumerable.Repeat((byte)0xFF, 160)];

    private readonly WebSocketPair _pair = new();
    private readonly string _callSid;
    private readonly string _streamSid;
    private readonly SyncPoint _goodbye = new();

    private Caller(string callSid, string streamSid, TimeProvider time)
    {
        (_callSid, _streamSid) = (callSid, streamSid);
        Stream = new MediaStreamConnection(_pair.Server, new MediaStreamLimits(), time);
    }

    /// <summary>The server's side.</summary>
    public MediaStreamConnection Stream { get; }

    /// <summary>Completes when the server has said goodbye; false when the line was lost before that.</summary>
    public Task<bool> Closed { get; private set; } = Task.FromResult(false);

    /// <summary>The server has said goodbye and is not answered yet.</summary>
    public Task Left => _goodbye.Arrived;

    public static async Task<Caller> DialAsync(string callSid, string streamSid, TimeProvider time, bool isAnswering = true)
    {
        var caller = new Caller(callSid, streamSid, time);
        if (isAnswering) caller.Answer();
        Task<StreamStarted> started = caller.Stream.ReceiveStartAsync(CancellationToken.None);
        await caller.SayAsync("""{"event":"connected","protocol":"Call","version":"1.0.0"}""");
        await caller.SayAsync(
            $$"""
            {"event":"start","sequenceNumber":"1","streamSid":"{{streamSid}}","start":{"accountSid":"AC1","streamSid":"{{streamSid}}",
            "callSid":"{{callSid}}","tracks":["inbound"],"customParameters":{},
            "mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1} } }
            """);
        await started.Within();
        caller.Closed = caller.ListenAsync();
        return caller;
    }

    /// <summary>Answers the goodbye that was said or will be.</summary>
    public void Answer() => _goodbye.Release();

    /// <summary>A tone that the model takes for speech, and a second of silence, as fast as the server takes them.</summary>
    public async Task SpeakAsync(TimeSpan length)
    {
        int spoken = (int)(length / Frame);
        int all = spoken + (int)(TimeSpan.FromSeconds(1) / Frame);
        for (int number = 0; number < all; number++)
        {
            string audio = Convert.ToBase64String(number < spoken ? Tone : Silence);
            await SayAsync(
                $$"""
                {"event":"media","sequenceNumber":"{{number + 2}}","streamSid":"{{_streamSid}}",
                "media":{"track":"inbound","chunk":"{{number + 1}}","timestamp":"{{number * 20}}","payload":"{{audio}}"} }
                """);
        }
    }

    public Task HangUpAsync() => SayAsync(
        $$"""{"event":"stop","sequenceNumber":"2","streamSid":"{{_streamSid}}","stop":{"accountSid":"AC1","callSid":"{{_callSid}}"} }""");

    /// <summary>The line is lost without a word.</summary>
    public void Lose() => _pair.Cut();

    public void Dispose() => _pair.Dispose();

    private Task SayAsync(string message) =>
        _pair.Client.SendAsync(
            Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).Within();

    private async Task<bool> ListenAsync()
    {
        byte[] buffer = new byte[4096];
        try
        {
            while ((await _pair.Client.ReceiveAsync(buffer, CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
                // What the caller hears is a matter of the graph.
            }

            await _goodbye.ArriveAsync();
            await _pair.Client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
            return true;
        }
        catch (Exception error) when (error is WebSocketException or IOException or ObjectDisposedException)
        {
            return false;
        }
    }
}
