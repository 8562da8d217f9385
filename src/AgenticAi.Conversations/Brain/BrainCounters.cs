namespace AgenticAi.Conversations;

/// <summary>What a brain counts, written by its loop and its callers, read by anybody.</summary>
internal sealed class BrainCounters
{
    private long _refused;
    private long _ignored;
    private long _failed;
    private long _lost;
    private long _effectsFailed;
    private volatile string? _stoppedBecause;

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Ignored() => Interlocked.Increment(ref _ignored);

    public void Failed() => Interlocked.Increment(ref _failed);

    public void Lost(int commands) => Interlocked.Add(ref _lost, commands);

    public void EffectFailed() => Interlocked.Increment(ref _effectsFailed);

    public void Stopped(string reason) => _stoppedBecause = reason;

    public BrainHealth Health(int waiting, ConversationHistory history) => new(
        waiting,
        Interlocked.Read(ref _refused),
        Interlocked.Read(ref _ignored),
        Interlocked.Read(ref _failed),
        Interlocked.Read(ref _lost),
        Interlocked.Read(ref _effectsFailed),
        _stoppedBecause,
        history.Failures,
        _stoppedBecause is null ? history.FailingSince : null);
}
