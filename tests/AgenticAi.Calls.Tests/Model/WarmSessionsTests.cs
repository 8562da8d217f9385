using System.Net.WebSockets;
using System.Text;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Tests.Model;

/// <summary>Sessions that wait for calls, with a clock that the test moves.</summary>
public sealed class WarmSessionsTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingLoggerFactory _log = new();
    private readonly CallMetrics _metrics = new(() => []);
    private readonly List<WebSocketPair> _pairs = [];
    private int _attempts;

    public void Dispose()
    {
        foreach (WebSocketPair pair in _pairs) pair.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task As_many_are_kept_as_are_wanted_and_one_that_is_taken_is_replaced()
    {
        await using WarmSessions warm = Keep(2);
        await CountAsync(warm, 2);
        await using RealtimeConnection taken = warm.TryTake()!;
        taken.SessionId.ShouldBe("sess_0", "the oldest");
        await CountAsync(warm, 2);
        _attempts.ShouldBe(3);
    }

    [Fact]
    public async Task One_that_waited_for_a_fifth_of_its_time_is_replaced()
    {
        await using WarmSessions warm = Keep(1);
        await CountAsync(warm, 1);
        _time.Advance(TimeSpan.FromMinutes(9.9));
        _attempts.ShouldBe(1);
        _time.Advance(TimeSpan.FromMinutes(0.2));
        while (Volatile.Read(ref _attempts) < 2) await Task.Yield();
        await CountAsync(warm, 1);
        await using RealtimeConnection taken = warm.TryTake()!;
        taken.SessionId.ShouldBe("sess_1");
        taken.Age.ShouldBeLessThan(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task One_that_is_old_is_not_given_out_even_before_it_is_replaced()
    {
        var hold = new SyncPoint();
        await using WarmSessions warm = Keep(1, attempt => attempt == 0 ? Task.CompletedTask : hold.ArriveAsync());
        await CountAsync(warm, 1);
        _time.Advance(TimeSpan.FromMinutes(11));
        warm.TryTake().ShouldBeNull();
        hold.Release();
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_asked_again_after_pauses_and_told_of_once()
    {
        await using WarmSessions warm = Keep(1, attempt => attempt < 5 ? throw new WebSocketException("no route") : Task.CompletedTask);
        await _log.WhenAsync(line => line.Level == LogLevel.Warning && line.Message.Contains("No session could be kept warm"));
        warm.TryTake().ShouldBeNull();
        // Not until it is there: time must not run away from the attempt that succeeds.
        while (Volatile.Read(ref _attempts) < 6)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await CountAsync(warm, 1);
        _log.Lines.Count(line => line.Level == LogLevel.Warning).ShouldBe(1);
        _attempts.ShouldBe(6);
    }

    [Fact]
    public async Task Without_a_number_nothing_is_opened()
    {
        await using WarmSessions warm = Keep(0);
        _time.Advance(TimeSpan.FromMinutes(1));
        warm.TryTake().ShouldBeNull();
        _attempts.ShouldBe(0);
    }

    private static async Task CountAsync(WarmSessions warm, int count)
    {
        while (warm.Count != count) await Task.Yield();
    }

    private WarmSessions Keep(int count, Func<int, Task>? before = null) => new(
        async cancellationToken =>
        {
            int number = Interlocked.Increment(ref _attempts) - 1;
            if (before is not null) await before(number).WaitAsync(cancellationToken);
            return await OpenAsync(number, cancellationToken);
        },
        Options.For(RealtimeAudioFormat.MuLaw) with { WarmSessions = count }, _metrics, _time, _log.CreateLogger("warm"));

    private async Task<RealtimeConnection> OpenAsync(int number, CancellationToken cancellationToken)
    {
        var pair = new WebSocketPair();
        _pairs.Add(pair);
        foreach (string type in (string[])["created", "updated"])
        {
            string message = $$$"""{"type":"session.{{{type}}}","event_id":"e","session":{"id":"sess_{{{number}}}"}}""";
            ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(message);
            await pair.Server.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        }

        // Nobody answers a goodbye here.
        return await RealtimeConnection.ConnectAsync(
            pair.Client, new RealtimeEndpoint(RealtimeEndpoint.OpenAI, "sk-test", RealtimeModel.Default),
            new RealtimeSession { Format = RealtimeAudioFormat.MuLaw }, new RealtimeConnectionOptions { CloseTimeout = TimeSpan.Zero },
            _time, _log.CreateLogger("realtime"), cancellationToken);
    }
}
