using System.Net.WebSockets;
using System.Text;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Realtime.Tests.Fixtures;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Realtime.Tests.Connections;

public sealed class RealtimeUpgradeTests : IDisposable
{
    private readonly RawServer _server = new();

    public static TheoryData<string, string, RealtimeConnectFailure, string?, bool> Refusals => new()
    {
        {
            "401 Unauthorized",
            """{"error":{"type":"invalid_request_error","code":"account_deactivated","message":"Gone: sk-proj-very-secret"}}""",
            RealtimeConnectFailure.Refused, "account_deactivated", true
        },
        { "401 Unauthorized", "", RealtimeConnectFailure.Refused, "invalid_api_key", true },
        { "401 Unauthorized", """{"error":{"code":"new_code"}}""", RealtimeConnectFailure.Refused, "new_code", true },
        { "403 Forbidden", "<html>", RealtimeConnectFailure.Refused, "access_denied", true },
        { "404 Not Found", "{}", RealtimeConnectFailure.Refused, "model_not_found", true },
        { "400 Bad Request", "[1]", RealtimeConnectFailure.Refused, null, false },
        { "429 Too Many Requests", "", RealtimeConnectFailure.Refused, "rate_limit_exceeded", false },
        {
            "429 Too Many Requests", """{"error":{"message":"Pay.","type":"insufficient_quota","code":null}}""",
            RealtimeConnectFailure.Refused, "insufficient_quota", true
        },
        { "503 Service Unavailable", "", RealtimeConnectFailure.Unreachable, null, false },
        { "200 OK", "hello", RealtimeConnectFailure.ProtocolError, null, false },
        { "302 Found", "", RealtimeConnectFailure.ProtocolError, null, false },
    };

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task The_upgrade_carries_the_key_and_the_model_and_nothing_of_the_beta()
    {
        Task<RealtimeConnection> connecting = ConnectAsync(_server.Url);
        (WebSocket socket, string head) = await _server.UpgradeAsync();
        await SendAsync(socket, Samples.Read("session.created"));
        await socket.ReceiveAsync(new byte[4096].AsMemory(), TestContext.Current.CancellationToken).AsTask().Within();
        await SendAsync(socket, """{"type":"session.updated","session":{"id":"sess_A1"}}"""u8.ToArray());
        await using RealtimeConnection connection = await connecting.Within();

        head.ShouldStartWith("GET /v1/realtime?region=eu&model=gpt-realtime-2.1 HTTP/1.1\r\n");
        head.ShouldContain("Authorization: Bearer sk-proj-very-secret\r\n");
        head.ToUpperInvariant().ShouldNotContain("OPENAI-BETA");
        connection.SessionId.ShouldBe("sess_A1");

        var receiver = new TestReceiver();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(receiver, CancellationToken.None);
        await SendAsync(socket, Samples.Read("response.output_audio.delta"));
        (await receiver.NextAsync()).ShouldBe((new AudioDelta("resp_1", "item_M1", 1, 2), "00010203040506070809"));
        await socket.CloseOutputAsync((WebSocketCloseStatus)1001, "", TestContext.Current.CancellationToken);
        (await reading.Within()).Kind.ShouldBe(RealtimeEndKind.Closed);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refused_upgrade_says_why(string status, string body, RealtimeConnectFailure kind, string? code, bool fatal)
    {
        Task<RealtimeConnection> connecting = ConnectAsync(_server.Url);
        await _server.AnswerAsync($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}");
        RealtimeConnectException error = await FailsAsync(connecting);
        error.Kind.ShouldBe(kind);
        error.Code.ShouldBe(code);
        error.IsFatal.ShouldBe(fatal);
    }

    [Fact]
    public async Task A_line_that_died_without_a_word_is_noticed()
    {
        var options = new RealtimeConnectionOptions
        {
            KeepAliveInterval = TimeSpan.FromMilliseconds(50),
            KeepAliveTimeout = TimeSpan.FromMilliseconds(50),
        };
        Task<RealtimeConnection> connecting = ConnectAsync(_server.Url, options: options);
        (Stream wire, _) = await _server.UpgradeRawAsync();
        await SendFrameAsync(wire, """{"type":"session.created","session":{"id":"s"}}""");
        await SendFrameAsync(wire, """{"type":"session.updated","session":{"id":"s"}}""");
        await using RealtimeConnection connection = await connecting.Within();

        // Nobody answers the pings.
        RealtimeEnd end = await connection.ReceiveAsync(new TestReceiver(), CancellationToken.None).Within();
        end.Kind.ShouldBe(RealtimeEndKind.Lost);
    }

    [Fact]
    public async Task An_endless_refusal_is_not_read_to_its_end()
    {
        Task<RealtimeConnection> connecting = ConnectAsync(_server.Url);
        string body = new('x', 100_000);
        await _server.AnswerAsync($"HTTP/1.1 403 Forbidden\r\nContent-Length: 100000\r\nConnection: close\r\n\r\n{body}");
        (await FailsAsync(connecting)).Code.ShouldBe("access_denied");
    }

    [Fact]
    public async Task A_server_that_speaks_no_HTTP_is_unreachable()
    {
        Task<RealtimeConnection> connecting = ConnectAsync(_server.Url);
        await _server.AnswerAsync("SSH-2.0-OpenSSH_9.9\r\n");
        (await FailsAsync(connecting)).Kind.ShouldBe(RealtimeConnectFailure.Unreachable);
    }

    [Fact]
    public async Task Where_nobody_listens_nothing_is_reached()
    {
        Uri url = _server.Url;
        _server.Dispose();
        RealtimeConnectException error = await FailsAsync(ConnectAsync(url));
        error.Kind.ShouldBe(RealtimeConnectFailure.Unreachable);
        error.IsFatal.ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_takes_the_call_and_says_nothing_is_left_in_time()
    {
        var time = new ManualTimeProvider();
        Task<RealtimeConnection> connecting = ConnectAsync(_server.Url, time);
        time.Advance(TimeSpan.FromSeconds(10));
        (await FailsAsync(connecting)).Kind.ShouldBe(RealtimeConnectFailure.TimedOut);
    }

    private static Task<RealtimeConnection> ConnectAsync(
        Uri url, TimeProvider? time = null, RealtimeConnectionOptions? options = null) => RealtimeConnection.ConnectAsync(
            new RealtimeEndpoint(url, RealtimePeer.Key, RealtimeModel.Default),
            new RealtimeSession(),
            options ?? new RealtimeConnectionOptions(),
            time ?? new ManualTimeProvider(),
            NullLogger.Instance,
            TestContext.Current.CancellationToken);

    /// <summary>One unmasked text frame of less than 126 bytes (RFC 6455, section 5.2).</summary>
    private static Task SendFrameAsync(Stream wire, string message)
    {
        byte[] frame = [0x81, (byte)message.Length, .. Encoding.ASCII.GetBytes(message)];
        return wire.WriteAsync(frame, TestContext.Current.CancellationToken).AsTask().Within();
    }

    private static async Task<RealtimeConnectException> FailsAsync(Task connecting)
    {
        RealtimeConnectException error = await Should.ThrowAsync<RealtimeConnectException>(connecting.Within());
        error.Message.ShouldNotContain(RealtimePeer.Key);
        return error;
    }

    private static Task SendAsync(WebSocket socket, byte[] message) =>
        socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken).Within();
}
