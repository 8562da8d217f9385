using System.Net.WebSockets;
using System.Text.Json;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Realtime.Tests.Fixtures;
using AgenticAi.Testing;

namespace AgenticAi.Realtime.Tests.Connections;

public sealed class RealtimeHandshakeTests : IDisposable
{
    private readonly RealtimePeer _peer = new();

    public static TheoryData<string> FatalCodes =>
    [
        "invalid_api_key", "insufficient_quota", "account_deactivated", "billing_hard_limit_reached", "beta_api_shape_disabled",
        "model_not_found",
    ];

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task The_settings_follow_the_server_s_greeting()
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync(new RealtimeSession { Format = RealtimeAudioFormat.ALaw });
        JsonElement update = await _peer.ShakeHandsAsync();
        await using RealtimeConnection connection = await connecting.Within();

        update.GetProperty("type").GetString().ShouldBe("session.update");
        update.GetProperty("session").GetProperty("audio").GetProperty("input").GetProperty("format").GetProperty("type").GetString()
            .ShouldBe("audio/pcma");
        connection.SessionId.ShouldBe("sess_A1");
        connection.Model.ShouldBe("gpt-realtime-2.1-2026-07-01");
        connection.ExpiresAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(1793613000));
        _peer.Logs.Lines.ShouldContain(line => line.Message.StartsWith("Connected to Realtime API"));
        _peer.Time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task What_comes_between_reaches_the_reader_first()
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync();
        await _peer.SendAsync("""{"type":"conversation.created","conversation":{"id":"conv_1"}}""");
        await _peer.SendAsync(Samples.Read("session.created"));
        await _peer.SendAsync("""{"type":"brand.new"}""");
        await _peer.ReceiveAsync();
        await _peer.SendAsync(Samples.Read("rate_limits.updated"));
        await _peer.SendAsync("""{"type":"session.updated","session":{"id":"sess_A1"}}""");
        await using RealtimeConnection connection = await connecting.Within();
        await _peer.SendAsync("""{"type":"input_audio_buffer.cleared"}""");

        var receiver = new TestReceiver();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(receiver, TestContext.Current.CancellationToken);
        (await receiver.NextAsync()).ShouldBe(new IgnoredEvent("conversation.created"));
        (await receiver.NextAsync()).ShouldBeOfType<UnknownEvent>().Type.ShouldBe("brand.new");
        (await receiver.NextAsync()).ShouldBeOfType<RateLimitsUpdated>();
        (await receiver.NextAsync()).ShouldBe(new InputAudioCleared());
        await connection.DisposeAsync();
        await reading.Within();
    }

    [Theory]
    [MemberData(nameof(FatalCodes))]
    public async Task A_fatal_error_instead_of_a_greeting_says_not_to_try_again(string code)
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync();
        await _peer.SendAsync(Error("invalid_request_error", code, $"No, {RealtimePeer.Key}\nis wrong."));
        RealtimeConnectException error = await FailsAsync(connecting, RealtimeConnectFailure.Refused);
        error.Code.ShouldBe(code);
        error.IsFatal.ShouldBeTrue();
        error.Message.ShouldBe($"ws://model.test/v1/realtime (gpt-realtime-2.1) refused the session: {code}: No, *** is wrong.");
        _peer.Client.State.ShouldNotBe(WebSocketState.Open);
    }

    [Theory]
    [MemberData(nameof(FatalCodes))]
    public async Task A_fatal_error_as_answer_to_the_settings_says_not_to_try_again(string code)
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync();
        await _peer.SendAsync(Samples.Read("session.created"));
        await _peer.ReceiveAsync();
        await _peer.SendAsync(Error("server_error", code, ""));
        (await FailsAsync(connecting, RealtimeConnectFailure.Refused)).IsFatal.ShouldBeTrue();
    }

    [Theory]
    [InlineData("invalid_request_error", "unknown_parameter", true)]
    [InlineData("insufficient_quota", null, true)]
    [InlineData("server_error", "internal_error", false)]
    [InlineData("invalid_request_error", "session_expired", false)]
    public async Task Settings_that_are_refused_are_refused_again_and_the_server_s_trouble_passes(string type, string? code, bool fatal)
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync();
        await _peer.SendAsync(Error(type, code, "No."));
        RealtimeConnectException error = await FailsAsync(connecting, RealtimeConnectFailure.Refused);
        error.Code.ShouldBe(code ?? type);
        error.IsFatal.ShouldBe(fatal);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_left_after_ten_seconds()
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync();
        _peer.Time.Advance(TimeSpan.FromSeconds(9.9));
        connecting.IsCompleted.ShouldBeFalse();
        _peer.Time.Advance(TimeSpan.FromSeconds(0.1));
        (await FailsAsync(connecting, RealtimeConnectFailure.TimedOut)).IsFatal.ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_does_not_answer_the_settings_is_left_after_ten_seconds()
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync();
        await _peer.SendAsync(Samples.Read("session.created"));
        await _peer.ReceiveAsync();
        _peer.Time.Advance(TimeSpan.FromSeconds(10));
        await FailsAsync(connecting, RealtimeConnectFailure.TimedOut);
    }

    [Fact]
    public async Task The_caller_may_give_up()
    {
        using var cancellation = new CancellationTokenSource();
        Task<RealtimeConnection> connecting = _peer.ConnectAsync(cancellation: cancellation);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(connecting.Within());
    }

    [Theory]
    [InlineData(4000, "invalid_request_error.beta_api_shape_disabled", RealtimeConnectFailure.Refused, "beta_api_shape_disabled", true)]
    [InlineData(3000, "invalid_request_error.invalid_api_key", RealtimeConnectFailure.Refused, "invalid_api_key", true)]
    [InlineData(4000, "", RealtimeConnectFailure.Refused, null, false)]
    [InlineData(1008, "policy", RealtimeConnectFailure.Refused, null, false)]
    [InlineData(1011, "internal error", RealtimeConnectFailure.Unreachable, null, false)]
    public async Task A_close_instead_of_a_session_says_why(
        int status, string description, RealtimeConnectFailure kind, string? code, bool fatal)
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync();
        await _peer.CloseAsync(status, description);
        RealtimeConnectException error = await FailsAsync(connecting, kind);
        error.Code.ShouldBe(code);
        error.IsFatal.ShouldBe(fatal);
    }

    [Fact]
    public async Task A_line_that_breaks_is_no_refusal()
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync();
        _peer.Cut();
        (await FailsAsync(connecting, RealtimeConnectFailure.Unreachable)).IsFatal.ShouldBeFalse();
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("""{"type":"session.created"}""")]
    [InlineData("""{"type":"response.output_audio.delta","item_id":"i","response_id":"r","delta":"AAEC"}""")]
    public async Task Another_protocol_is_noticed(string message)
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync();
        await _peer.SendAsync(message);
        await FailsAsync(connecting, RealtimeConnectFailure.ProtocolError);
    }

    [Fact]
    public async Task A_binary_greeting_is_another_protocol()
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync();
        await _peer.SendAsync([1, 2, 3], WebSocketMessageType.Binary);
        await FailsAsync(connecting, RealtimeConnectFailure.ProtocolError);
    }

    [Fact]
    public async Task A_server_that_chatters_on_without_a_session_is_left()
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync();
        for (int i = 0; i < 65; i++) await _peer.SendAsync("""{"type":"input_audio_buffer.cleared"}""");
        await FailsAsync(connecting, RealtimeConnectFailure.ProtocolError);
    }

    [Fact]
    public async Task A_session_with_another_audio_format_than_asked_for_is_refused()
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync(new RealtimeSession { Format = RealtimeAudioFormat.Pcm16At24kHz });
        await _peer.SendAsync(Samples.Read("session.created"));
        await _peer.ReceiveAsync();
        await _peer.SendAsync(Samples.Read("session.updated"));
        RealtimeConnectException error = await FailsAsync(connecting, RealtimeConnectFailure.ProtocolError);
        error.Message.ShouldContain("asked for audio/pcm, the session has audio/pcmu");
    }

    [Fact]
    public async Task A_retired_model_is_not_even_tried()
    {
        Task<RealtimeConnection> connecting = _peer.ConnectAsync(endpoint: RealtimePeer.Endpoint("gpt-4o-realtime-preview-2024-12-17"));
        RealtimeConnectException error = await FailsAsync(connecting, RealtimeConnectFailure.Refused);
        error.Code.ShouldBe("model_retired");
        error.IsFatal.ShouldBeTrue();
        error.Message.ShouldContain("use gpt-realtime-2.1");
    }

    [Fact]
    public async Task Settings_that_cannot_be_right_are_not_even_tried()
    {
        var session = new RealtimeSession { MaxOutputTokens = 0, TurnDetection = new ServerVad { Threshold = 2 } };
        ArgumentException error = await Should.ThrowAsync<ArgumentException>(_peer.ConnectAsync(session).Within());
        error.Message.ShouldContain("threshold");
        error.Message.ShouldContain("max_output_tokens");
        _peer.Client.State.ShouldNotBe(WebSocketState.Open);
    }

    [Fact]
    public async Task What_will_be_refused_one_day_is_told()
    {
        var session = new RealtimeSession
        {
            Voice = RealtimeVoice.Parse("nova"),
            Transcription = new TranscriptionSettings { Model = "whisper-1" },
        };
        Task<RealtimeConnection> connecting = _peer.ConnectAsync(session, endpoint: RealtimePeer.Endpoint("gpt-realtime"));
        await _peer.ShakeHandsAsync();
        await (await connecting.Within()).DisposeAsync();
        IEnumerable<string> warnings =
            _peer.Logs.Lines.Select(line => line.Message).Where(text => text.Contains("use", StringComparison.Ordinal));
        warnings.ShouldBe(
        [
            "gpt-realtime retires on 20 January 2027; use gpt-realtime-2.1",
            "whisper-1 retires on 26 February 2027; use gpt-transcribe",
            "nova is a text-to-speech voice that Realtime sessions refuse; coral is used instead",
        ]);
    }

    private static string Error(string type, string? code, string message) =>
        JsonSerializer.Serialize(new { type = "error", error = new { type, code, message } });

    private static async Task<RealtimeConnectException> FailsAsync(Task connecting, RealtimeConnectFailure kind)
    {
        RealtimeConnectException error = await Should.ThrowAsync<RealtimeConnectException>(connecting.Within());
        error.Kind.ShouldBe(kind);
        error.ToString().ShouldNotContain(RealtimePeer.Key);
        return error;
    }
}
