using AgenticAi.Calls.Supervision;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Model;

/// <summary>
/// Takes what one session sends. Before the session serves nobody hears it; only what we made it remember comes back. After it was
/// left, what it still sends is late.
/// </summary>
internal sealed class SessionReceiver(IModelEvents flow, ModelWatch watch, CallTelemetry telemetry) : IRealtimeReceiver, IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly OpenSpeech _open = new();
    private Phase _phase;
    private int _generation;
    private string? _acknowledged;
    private (string Item, TaskCompletionSource Done)? _awaited;

    private enum Phase
    {
        OnTrial,
        Serving,
        Left,
    }

    /// <summary>Cancelled when the session is to be left.</summary>
    public CancellationToken Token => _cut.Token;

    /// <summary>Why it is to be left; null while there is no reason.</summary>
    public LegVerdict? Verdict { get; private set; }

    /// <summary>From here on what it sends is heard.</summary>
    public void Serve(int generation)
    {
        lock (_gate) (_phase, _generation) = (Phase.Serving, generation);
    }

    /// <summary>From here on nothing of it is heard; what is being handed on has arrived when this returns.</summary>
    public void Leave()
    {
        lock (_gate) _phase = Phase.Left;
    }

    /// <summary>Ends the session. The first reason counts.</summary>
    public void Cut(LegVerdict verdict)
    {
        lock (_gate)
        {
            if (Verdict is not null) return;
            Verdict = verdict;
        }

        _cut.Cancel();
    }

    /// <summary>On trial: completes when an item that was created last is in the session's memory.</summary>
    public Task AcknowledgedAsync(string item)
    {
        lock (_gate)
        {
            if (_acknowledged == item) return Task.CompletedTask;
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited = (item, done);
            return done.Task;
        }
    }

    public void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio)
    {
        watch.OnAudio();
        lock (_gate)
        {
            if (_phase == Phase.Serving) flow.OnAudio(delta, audio);
            else telemetry.LateMessage();
        }

        flow.Signal();
    }

    public void OnEvent(ServerEvent serverEvent)
    {
        watch.OnEvent(serverEvent);
        LegVerdict? verdict;
        lock (_gate)
        {
            switch (_phase)
            {
                case Phase.OnTrial: Try(serverEvent); break;
                case Phase.Serving: flow.OnEvent(serverEvent, _generation, _open); break;
                default: telemetry.LateMessage(); break;
            }

            verdict = VerdictOn(serverEvent);
        }

        flow.Signal();

        if (verdict is { Kind: not LegVerdictKind.Benign }) Cut(verdict);
    }

    public void OnRejected(string reason) => flow.OnRejected(reason);

    public void Dispose() => _cut.Dispose();

    private void Try(ServerEvent serverEvent)
    {
        string? item = serverEvent switch
        {
            ConversationItemAdded added => added.Item.Id,
            ConversationItemDone done => done.Item.Id,
            _ => null,
        };
        if (item is null) return;
        _acknowledged = item;
        if (_awaited is { } awaited && awaited.Item == item) awaited.Done.TrySetResult();
    }

    private LegVerdict? VerdictOn(ServerEvent serverEvent) => serverEvent switch
    {
        ErrorReceived error => LegPolicy.Of(error) is { Kind: LegVerdictKind.Benign } refused && _phase == Phase.OnTrial
            ? LegVerdict.Retry($"it refused what it was told: {refused.Why}")
            : LegPolicy.Of(error),
        ResponseDone done => LegPolicy.Of(done),
        _ => null,
    };
}
