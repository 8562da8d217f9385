using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests.Twilio;

/// <summary>A call to a server spoken by hand, under a clock moved by hand.</summary>
internal sealed class ManualCall : IAsyncDisposable
{
    private readonly RawPhoneServer _server;
    private readonly ManualTimeProvider _clock;
    private readonly TaskCompletionSource _over;
    private readonly TaskCompletionSource _cleared;

    private ManualCall(
        RawPhoneServer server,
        ManualTimeProvider clock,
        PhoneCall phone,
        RawStream stream,
        TaskCompletionSource over,
        TaskCompletionSource cleared)
    {
        (_server, _clock, Phone, Stream, _over, _cleared) = (server, clock, phone, stream, over, cleared);
    }

    public PhoneCall Phone { get; }

    public RawStream Stream { get; }

    public string AccountSid => _server.Options.AccountSid;

    public static async Task<ManualCall> DialAsync(CallPlan plan)
    {
        RawPhoneServer server = await RawPhoneServer.StartAsync();
        var clock = new ManualTimeProvider();
        var opened = new TaskCompletionSource<RawStream>(TaskCreationOptions.RunContinuationsAsynchronously);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cleared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.OnStream = stream =>
        {
            opened.SetResult(stream);
            return over.Task;
        };
        Action<PhoneEvent>? told = plan.OnEvent;
        CallPlan watched = plan with
        {
            OnEvent = phoneEvent =>
            {
                told?.Invoke(phoneEvent);
                if (phoneEvent is AudioCleared) cleared.TrySetResult();
            },
        };
        var twilio = new SimulatedTwilio(server.Options with { Time = clock });
        PhoneCall phone = await twilio.DialAsync(watched, TestContext.Current.CancellationToken).Within();
        return new ManualCall(server, clock, phone, await opened.Task.Within(), over, cleared);
    }

    /// <summary>Lets time pass, once the caller waits for it.</summary>
    public async Task PassAsync(double milliseconds)
    {
        await Eventually.TrueAsync(() => _clock.ArmedTimers > 0 || Phone.Completion.IsCompleted, "the caller to wait for the clock");
        _clock.Advance(milliseconds);
    }

    /// <summary>Lets time pass, whatever the caller is doing.</summary>
    public void Skip(double milliseconds) => _clock.Advance(milliseconds);

    /// <summary>Waits until the simulator has read so much audio.</summary>
    public Task ReceivedAsync(long samples) =>
        Eventually.TrueAsync(() => Phone.ReceivedSamples >= samples, $"{samples} samples at the telephone");

    /// <summary>Waits until the simulator has read a clear.</summary>
    public Task ClearedAsync() => _cleared.Task.Within();

    public async ValueTask DisposeAsync()
    {
        _over.TrySetResult();
        await Phone.DisposeAsync();
        await _server.DisposeAsync();
    }
}
