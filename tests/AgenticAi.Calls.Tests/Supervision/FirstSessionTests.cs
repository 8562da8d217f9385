using AgenticAi.Calls.Supervision;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Connections;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Supervision;

/// <summary>A call that never had a session is given up earlier than one that lost it: nobody has said a word to the caller yet.</summary>
public sealed class FirstSessionTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_model_that_does_not_answer_is_given_up_eight_seconds_after_the_start_of_the_stream()
    {
        var supervisor = new ModelSupervisor(NeverAsync, new SupervisionOptions(), _time);
        Task<RealtimeConnection?> opening = supervisor.OpenAsync(CancellationToken.None);
        _time.Advance(7_999);
        opening.IsCompleted.ShouldBeFalse();
        _time.Advance(1);
        (await opening.Within()).ShouldBeNull();
        supervisor.End!.Reason.ShouldBe(CallEndReason.ModelLost);
    }

    [Fact]
    public async Task A_model_that_refuses_connections_is_given_up_in_the_same_time()
    {
        int attempts = 0;
        var supervisor = new ModelSupervisor(
            _ =>
            {
                attempts++;
                return Task.FromException<RealtimeConnection>(new RealtimeConnectException(RealtimeConnectFailure.Unreachable, "no"));
            },
            new SupervisionOptions(),
            _time);
        Task<RealtimeConnection?> opening = supervisor.OpenAsync(CancellationToken.None);
        while (!opening.IsCompleted && _time.Elapsed < TimeSpan.FromSeconds(9)) _time.Advance(10);
        (await opening.Within()).ShouldBeNull();
        _time.Elapsed.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(8));
        attempts.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_shorter_limit_for_lost_sessions_holds_for_the_first_as_well()
    {
        var supervisor = new ModelSupervisor(NeverAsync, new SupervisionOptions { RestoreWithin = TimeSpan.FromSeconds(2) }, _time);
        Task<RealtimeConnection?> opening = supervisor.OpenAsync(CancellationToken.None);
        _time.Advance(2_000);
        (await opening.Within()).ShouldBeNull();
    }

    private async Task<RealtimeConnection> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
        throw new InvalidOperationException();
    }
}
