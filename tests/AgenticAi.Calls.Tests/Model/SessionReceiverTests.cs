using AgenticAi.Calls.Model;
using AgenticAi.Calls.Supervision;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Realtime.Events;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Tests.Model;

/// <summary>A session is heard while it serves, and not before and not after.</summary>
public sealed class SessionReceiverTests : IDisposable, IModelEvents
{
    private readonly CallMetrics _metrics = new(() => []);
    private readonly SessionReceiver _receiver;
    private readonly List<object> _heard = [];
    private Action? _onHeard;
    private Action? _onSignal;
    private int _signals;

    public SessionReceiverTests() => _receiver = new SessionReceiver(
        this,
        new ModelWatch(new SupervisionOptions(), new ManualTimeProvider()),
        new CallTelemetry(_metrics, NullLogger.Instance, logTranscripts: false));

    public void Dispose()
    {
        _receiver.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void Only_a_session_that_serves_is_heard()
    {
        SendAll();
        _heard.ShouldBeEmpty();
        _receiver.Serve(3);
        SendAll();
        _heard.ShouldBe(["audio", ((ServerEvent)new SpeechStarted("item_1", 7), 3)]);
        _receiver.Leave();
        SendAll();
        _heard.Count.ShouldBe(2, "what comes late is not heard");
        _receiver.Verdict.ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_leaves_waits_until_what_is_under_way_has_arrived()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var goOn = new ManualResetEventSlim();
        _receiver.Serve(1);
        _onHeard = () =>
        {
            arrived.SetResult();
            goOn.Wait(TestTimeout.Default, TestContext.Current.CancellationToken).ShouldBeTrue();
        };
        Task sending = Task.Run(() => _receiver.OnEvent(new SpeechStarted("item_1", 7)), TestContext.Current.CancellationToken);
        await arrived.Task.Within();
        Task leaving = Task.Run(_receiver.Leave, TestContext.Current.CancellationToken);
        leaving.IsCompleted.ShouldBeFalse();
        goOn.Set();
        await Task.WhenAll(sending, leaving).Within();
        _heard.Count.ShouldBe(1);
    }

    /// <summary>
    /// What is handed on is acted on within the signal, and that may take as long as a turn, or end the session: nobody must have to wait
    /// for it, and least of all forever.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_handed_on_is_signalled_while_others_may_use_the_session(bool isAudio)
    {
        using var left = new ManualResetEventSlim();
        Task? leaving = null;
        _receiver.Serve(1);
        _onSignal = () =>
        {
            leaving = Task.Run(Leave, TestContext.Current.CancellationToken);
            left.Wait(TestTimeout.Default, TestContext.Current.CancellationToken).ShouldBeTrue("another thread has to wait for the signal");
        };
        await Task.Run(
            () =>
            {
                if (isAudio) _receiver.OnAudio(new AudioDelta("resp_1", "item_1", 0, 0), [1, 2]);
                else _receiver.OnEvent(new SpeechStarted("item_1", 7));
            },
            TestContext.Current.CancellationToken);
        await leaving!.Within();
        (_heard.Count, _signals).ShouldBe((1, 1));
        _receiver.Verdict!.Why.ShouldBe("it fell silent");

        void Leave()
        {
            _receiver.Serve(2);
            _receiver.Cut(LegPolicy.Of(new TimeoutException("it fell silent")));
            _receiver.Leave();
            left.Set();
        }
    }

    [Fact]
    public void On_trial_what_it_was_told_is_proven_by_the_last_of_it()
    {
        Added("restored_0");
        Task proven = _receiver.AcknowledgedAsync("restored_1");
        proven.IsCompleted.ShouldBeFalse();
        Added("restored_1");
        proven.IsCompleted.ShouldBeTrue();
        _receiver.AcknowledgedAsync("restored_1").IsCompleted.ShouldBeTrue("also for who asks later");
    }

    [Fact]
    public void On_trial_a_refusal_ends_the_session_and_later_it_does_not()
    {
        var refusal = new ErrorReceived("invalid_request_error", "invalid_value", "No.", null, null);
        _receiver.Serve(1);
        _receiver.OnEvent(refusal);
        _receiver.Verdict.ShouldBeNull("one request was refused");

        using var onTrial = new SessionReceiver(
            this, new ModelWatch(new SupervisionOptions(), new ManualTimeProvider()),
            new CallTelemetry(_metrics, NullLogger.Instance, logTranscripts: false));
        onTrial.OnEvent(refusal);
        onTrial.Verdict!.Kind.ShouldBe(LegVerdictKind.Retry);
        onTrial.Verdict.Why.ShouldBe("it refused what it was told: invalid_value");
        onTrial.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public void The_first_reason_to_leave_counts()
    {
        _receiver.Cut(LegPolicy.Of(new TimeoutException("it fell silent")));
        _receiver.OnEvent(new ErrorReceived("x", "insufficient_quota", "No.", null, null));
        _receiver.Verdict!.Why.ShouldBe("it fell silent");
    }

    void IModelEvents.OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio) => _heard.Add("audio");

    void IModelEvents.OnEvent(ServerEvent serverEvent, int generation, OpenSpeech open)
    {
        _heard.Add((serverEvent, generation));
        _onHeard?.Invoke();
    }

    void IModelEvents.Signal()
    {
        _signals++;
        _onSignal?.Invoke();
    }

    void IModelEvents.OnRejected(string reason) => throw new InvalidOperationException("Nothing is rejected here.");

    private void SendAll()
    {
        _receiver.OnAudio(new AudioDelta("resp_1", "item_1", 0, 0), [1, 2]);
        _receiver.OnEvent(new SpeechStarted("item_1", 7));
    }

    private void Added(string item) => _receiver.OnEvent(new ConversationItemAdded(new ConversationItem(item, ItemTypes.Message), null));
}
