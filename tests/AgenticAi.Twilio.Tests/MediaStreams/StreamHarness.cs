using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;
using AgenticAi.WebSockets;

namespace AgenticAi.Twilio.Tests.MediaStreams;

/// <summary>A connection with a peer at its other end that writes raw messages.</summary>
internal sealed class StreamHarness : IAsyncDisposable
{
    public const int MaxMessageBytes = 2000;

    public static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(3);

    private static readonly MediaStreamLimits Limits = new()
    {
        MaxMessageBytes = MaxMessageBytes,
        StartTimeout = StartTimeout,
        CloseTimeout = CloseTimeout,
    };

    public StreamHarness(int wireBytes = 1024 * 1024)
    {
        Pair = new WebSocketPair(wireBytes);
        Connection = new MediaStreamConnection(Pair.Server, Limits, Time);
    }

    public WebSocketPair Pair { get; }

    public ManualTimeProvider Time { get; } = new();

    public MediaStreamConnection Connection { get; }

    public RecordingReceiver Receiver { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A connection whose stream has begun.</summary>
    public static async Task<StreamHarness> StartedAsync(int wireBytes = 1024 * 1024)
    {
        var harness = new StreamHarness(wireBytes);
        await harness.SendAsync(Fixture.Received("connected"), Fixture.Received("start"));
        await harness.Connection.ReceiveStartAsync(Token).Within();
        return harness;
    }

    /// <summary>The peer sends text messages.</summary>
    public async Task SendAsync(params string[] messages)
    {
        foreach (string message in messages)
            await Pair.Client.SendAsync(Encoding.UTF8.GetBytes(message).AsMemory(), WebSocketMessageType.Text, true, Token);
    }

    /// <summary>The peer receives a message; null when it is a close frame.</summary>
    public async Task<JsonElement?> ReceiveAsync()
    {
        using var receiver = new WebSocketReceiver(Pair.Client, 1_000_000);
        ReceivedMessage message = await receiver.ReceiveAsync(Token).Within();
        return message.Kind is ReceivedKind.Close ? null : JsonDocument.Parse(message.Payload.ToArray()).RootElement;
    }

    /// <summary>The peer answers the close frame it received.</summary>
    public Task AnswerCloseAsync() => Pair.Client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", Token);

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        Pair.Dispose();
        Time.ArmedTimers.ShouldBe(0);
    }
}
