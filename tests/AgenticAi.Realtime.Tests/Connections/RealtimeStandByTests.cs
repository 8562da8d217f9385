using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using AgenticAi.Testing;

namespace AgenticAi.Realtime.Tests.Connections;

/// <summary>A session that waits to be used is read all the same.</summary>
public sealed class RealtimeStandByTests : IDisposable
{
    private const string SpeechStarted = """{"type":"input_audio_buffer.speech_started","audio_start_ms":7,"item_id":"item_1"}""";
    private const string Cleared = """{"type":"input_audio_buffer.cleared","event_id":"e"}""";

    private readonly RealtimePeer _peer = new();
    private readonly TestReceiver _receiver = new();

    public void Dispose() => _peer.Dispose();

    [Fact]
    public async Task What_came_meanwhile_and_what_comes_then_is_handed_out_in_order()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        connection.StandBy();
        await _peer.SendAsync(SpeechStarted);
        connection.IsAlive.ShouldBeTrue();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(_receiver, CancellationToken.None);
        await _peer.SendAsync(Cleared);
        (await _receiver.NextAsync()).ShouldBe(new SpeechStarted("item_1", 7));
        (await _receiver.NextAsync()).ShouldBe(new InputAudioCleared());
        await _peer.CloseAsync(1001, "enough");
        (await reading.Within()).Description.ShouldBe("enough");
    }

    [Fact]
    public async Task Reading_that_was_taken_over_is_cancelled_in_the_middle_of_a_read()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        connection.StandBy();
        using var stop = new CancellationTokenSource();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(_receiver, stop.Token);
        await stop.CancelAsync();
        (await reading.Within()).Kind.ShouldBe(RealtimeEndKind.Cancelled);
    }

    [Fact]
    public async Task A_session_that_was_closed_while_it_waited_is_known_to_be_dead()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        connection.StandBy();
        await _peer.CloseAsync(1001, "maximum duration");
        await Eventually.TrueAsync(() => !connection.IsAlive, "the end of the session");
        RealtimeEnd end = await connection.ReceiveAsync(_receiver, CancellationToken.None).Within();
        end.Kind.ShouldBe(RealtimeEndKind.Closed);
        end.Code.ShouldBe(RealtimeErrors.SessionExpired, "why, is not lost");
    }

    [Fact]
    public async Task A_session_that_was_lost_while_it_waited_is_known_to_be_dead()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        connection.StandBy();
        _peer.Cut();
        await Eventually.TrueAsync(() => !connection.IsAlive, "the end of the session");
        (await connection.ReceiveAsync(_receiver, CancellationToken.None).Within()).Kind.ShouldBe(RealtimeEndKind.Lost);
    }

    [Fact]
    public async Task A_goodbye_waits_for_the_answer_though_nobody_listens()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        connection.StandBy();
        Task closing = connection.CloseAsync();
        await _peer.ReceiveCloseAsync();
        connection.IsAlive.ShouldBeFalse();
        closing.IsCompleted.ShouldBeFalse();
        await _peer.CloseAsync(1000, "bye");
        await closing.Within();
    }

    [Fact]
    public async Task Disposal_ends_the_waiting()
    {
        RealtimeConnection connection = await _peer.OpenAsync();
        connection.StandBy();
        await connection.DisposeAsync().Within();
        connection.IsAlive.ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_talks_to_nobody_is_left_alone()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        connection.StandBy();
        for (int i = 0; i < 65; i++) await _peer.SendAsync(Cleared);
        await Eventually.TrueAsync(() => !connection.IsAlive, "the end of the session");
    }

    [Fact]
    public async Task A_connection_waits_once_and_before_it_is_read()
    {
        await using RealtimeConnection connection = await _peer.OpenAsync();
        Task<RealtimeEnd> reading = connection.ReceiveAsync(_receiver, CancellationToken.None);
        Should.Throw<InvalidOperationException>(connection.StandBy);
        await _peer.CloseAsync(1000, "");
        await reading.Within();
    }

    [Fact]
    public async Task Age_and_lifetime_count_from_the_servers_first_word()
    {
        DateTimeOffset expires = _peer.Time.GetUtcNow() + TimeSpan.FromMinutes(60);
        Task<RealtimeConnection> connecting = _peer.ConnectAsync();
        long at = expires.ToUnixTimeSeconds();
        await _peer.SendAsync($$$"""{"type":"session.created","event_id":"e","session":{"id":"sess_1","expires_at":{{{at}}}}}""");
        await _peer.ReceiveAsync();
        _peer.Time.Advance(TimeSpan.FromSeconds(3));
        await _peer.SendAsync("""{"type":"session.updated","event_id":"e","session":{"id":"sess_1"}}""");
        await using RealtimeConnection connection = await connecting.Within();
        connection.Lifetime.ShouldBe(TimeSpan.FromMinutes(60));
        connection.Age.ShouldBe(TimeSpan.FromSeconds(3));
    }
}
