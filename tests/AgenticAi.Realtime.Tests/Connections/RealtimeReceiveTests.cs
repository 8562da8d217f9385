using System.Net.WebSockets;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Tests.Fixtures;
using AgenticAi.Testing;

namespace AgenticAi.Realtime.Tests.Connections;

public sealed class RealtimeReceiveTests : IDisposable
{
    private readonly RealtimePeer _peer = new();
    private readonly TestReceiver _receiver = new();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task Audio_and_events_come_in_order()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(_receiver, CancellationToken.None);
        await _peer.SendAsync(Samples.Read("response.created"));
        await _peer.SendAsync(Samples.Read("response.output_audio.delta"));
        await _peer.SendAsync(Samples.Read("response.output_audio.done"));

        (await _receiver.NextAsync()).ShouldBeOfType<ResponseCreated>();
        (await _receiver.NextAsync()).ShouldBe((new AudioDelta("resp_1", "item_M1", 1, 2), "00010203040506070809"));
        (await _receiver.NextAsync()).ShouldBe(new OutputAudioDone("resp_1", "item_M1", 1, 2));
        await connection.DisposeAsync();
        await reading.Within();
    }

    [Fact]
    public async Task It_does_not_matter_how_a_message_is_cut_into_frames()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(_receiver, CancellationToken.None);
        byte[] message = Samples.Read("response.output_audio.delta");
        for (int cut = 0; cut <= message.Length; cut++)
        {
            await SendFrameAsync(message.AsMemory(0, cut), end: false);
            await SendFrameAsync(message.AsMemory(cut), end: true);
            (await _receiver.NextAsync()).ShouldBe((new AudioDelta("resp_1", "item_M1", 1, 2), "00010203040506070809"));
        }

        await connection.DisposeAsync();
        await reading.Within();
    }

    [Fact]
    public async Task What_cannot_be_read_is_told_and_the_next_message_is_read()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync(new RealtimeConnectionOptions { MaxMessageBytes = 2000 });
        Task<RealtimeEnd> reading = connection.ReceiveAsync(_receiver, CancellationToken.None);
        await _peer.SendAsync("{\"type\":");
        await _peer.SendAsync([1, 2, 3], WebSocketMessageType.Binary);
        await _peer.SendAsync(new byte[2001]);
        await _peer.SendAsync("""{"type":"response.output_audio.delta","item_id":"i","response_id":"r","delta":"***"}""");
        await _peer.SendAsync("""{"type":"input_audio_buffer.cleared"}""");
        await _peer.SendAsync("[]");

        (await _receiver.NextAsync()).ShouldBeOfType<string>().ShouldStartWith("not JSON");
        (await _receiver.NextAsync()).ShouldBe("a binary message of 3 bytes");
        (await _receiver.NextAsync()).ShouldBe("a message of 2001 bytes, the limit is 2000");
        (await _receiver.NextAsync()).ShouldBeOfType<string>().ShouldEndWith("not base64");
        (await _receiver.NextAsync()).ShouldBe(new InputAudioCleared());
        (await _receiver.NextAsync()).ShouldBe("not a JSON object");
        await connection.DisposeAsync();
        await reading.Within();
        // One line for the four in a row, one for the one after the good message.
        _peer.Logs.Lines.Count(line => line.Message.Contains("was skipped", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task An_unknown_event_is_handed_out()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(_receiver, CancellationToken.None);
        await _peer.SendAsync("""{"type":"session.hologram"}""");
        (await _receiver.NextAsync()).ShouldBeOfType<UnknownEvent>().Type.ShouldBe("session.hologram");
        await connection.DisposeAsync();
        await reading.Within();
    }

    [Theory]
    [InlineData(1001, "Your session hit the maximum duration of 60 minutes.", "session_expired")]
    [InlineData(4000, "invalid_request_error.beta_api_shape_disabled", "beta_api_shape_disabled")]
    [InlineData(1000, "", null)]
    public async Task A_goodbye_of_the_server_is_answered_and_told(int status, string description, string? code)
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(_receiver, CancellationToken.None);
        await _peer.CloseAsync(status, description);
        await _peer.ReceiveCloseAsync();
        RealtimeEnd end = await reading.Within();
        end.Kind.ShouldBe(RealtimeEndKind.Closed);
        end.ByUs.ShouldBeFalse();
        end.CloseStatus.ShouldBe((WebSocketCloseStatus)status);
        end.Description.ShouldBe(description);
        end.Code.ShouldBe(code);
        end.Exception.ShouldBeNull();
    }

    [Fact]
    public async Task The_error_before_a_goodbye_explains_it()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(_receiver, CancellationToken.None);
        await _peer.SendAsync("""{"type":"error","error":{"type":"invalid_request_error","code":"session_expired","message":"Over."}}""");
        await _peer.CloseAsync(1001, "");
        RealtimeEnd end = await reading.Within();
        end.LastError!.Message.ShouldBe("Over.");
        end.Code.ShouldBe("session_expired");
        _peer.Logs.Lines.ShouldContain(line => line.Message == "Realtime error session_expired: Over.");
    }

    [Fact]
    public async Task A_line_that_breaks_is_told_as_lost_and_an_older_error_does_not_explain_it()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(_receiver, CancellationToken.None);
        await _peer.SendAsync(Samples.Read("error"));
        await _receiver.NextAsync();
        _peer.Cut();
        RealtimeEnd end = await reading.Within();
        end.Kind.ShouldBe(RealtimeEndKind.Lost);
        end.Exception.ShouldNotBeNull();
        end.LastError!.Code.ShouldBe("invalid_value");
        end.Code.ShouldBeNull();
    }

    [Fact]
    public async Task A_harmless_error_makes_no_noise()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(_receiver, CancellationToken.None);
        await _peer.SendAsync("""{"type":"error","error":{"type":"invalid_request_error","code":"response_cancel_not_active"}}""");
        (await _receiver.NextAsync()).ShouldBeOfType<ErrorReceived>();
        await connection.DisposeAsync();
        await reading.Within();
        _peer.Logs.Lines.ShouldNotContain(line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    public async Task A_reader_that_waits_can_be_cancelled()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(_receiver, cancellation.Token);
        await cancellation.CancelAsync();
        (await reading.Within()).Kind.ShouldBe(RealtimeEndKind.Cancelled);
    }

    [Fact]
    public async Task There_is_one_reader()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(_receiver, CancellationToken.None);
        await Should.ThrowAsync<InvalidOperationException>(connection.ReceiveAsync(_receiver, CancellationToken.None));
        await connection.DisposeAsync();
        await reading.Within();
    }

    [Fact]
    public async Task What_the_receiver_throws_ends_the_reading_and_nothing_hangs()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(new Faulty(), CancellationToken.None);
        await _peer.SendAsync(Samples.Read("error"));
        await Should.ThrowAsync<FormatException>(reading.Within());
        await connection.DisposeAsync().Within();
    }

    private Task SendFrameAsync(ReadOnlyMemory<byte> bytes, bool end) =>
        _peer.Socket.SendAsync(bytes, WebSocketMessageType.Text, end, TestContext.Current.CancellationToken).AsTask().Within();

    private sealed class Faulty : IRealtimeReceiver
    {
        public void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio) => throw new FormatException();

        public void OnEvent(ServerEvent serverEvent) => throw new FormatException();

        public void OnRejected(string reason) => throw new FormatException();
    }
}
