using AgenticAi.Calls.Supervision;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Model;

/// <summary>Takes what one session sends, and cuts it off when the server says that it is of no use any more.</summary>
internal sealed class SessionReceiver(IModelEvents flow, int generation, CancellationToken cancellationToken) : IRealtimeReceiver, IDisposable
{
    private readonly CancellationTokenSource _cut = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    private readonly OpenSpeech _open = new();

    /// <summary>Cancelled when the session is to be left.</summary>
    public CancellationToken Token => _cut.Token;

    /// <summary>Why it is to be left; null while there is no reason.</summary>
    public LegVerdict? Verdict { get; private set; }

    public void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio) => flow.OnAudio(delta, audio);

    public void OnEvent(ServerEvent serverEvent)
    {
        flow.OnEvent(serverEvent, generation, _open);
        LegVerdict? verdict = serverEvent switch
        {
            ErrorReceived error => LegPolicy.Of(error),
            ResponseDone done => LegPolicy.Of(done),
            _ => null,
        };
        if (verdict is null or { Kind: LegVerdictKind.Benign } || Verdict is not null) return;
        Verdict = verdict;
        _cut.Cancel();
    }

    public void OnRejected(string reason) => flow.OnRejected(reason);

    public void Dispose() => _cut.Dispose();
}

/// <summary>What a session tells the leg.</summary>
internal interface IModelEvents
{
    void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio);

    void OnEvent(ServerEvent serverEvent, int generation, OpenSpeech open);

    void OnRejected(string reason);
}
