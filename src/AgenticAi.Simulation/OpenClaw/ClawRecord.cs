namespace AgenticAi.Simulation.OpenClaw;

/// <summary>A run at the simulated gateway, for tests to look at.</summary>
public sealed class ClawRecord
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string _status = "running";
    private int _asked = 1;

    internal ClawRecord(ClawTask task, ClawReply reply, string? owner) => (Task, Reply, Owner) = (task, reply, owner);

    /// <summary>What was asked for.</summary>
    public ClawTask Task { get; }

    /// <summary><c>running</c>, <c>ok</c>, <c>error</c> or <c>aborted</c>.</summary>
    public string Status => _status;

    /// <summary>How many times it was asked for.</summary>
    public int Asked => Volatile.Read(ref _asked);

    /// <summary>Completes when it is over and no more events come.</summary>
    public Task Over => _over.Task;

    internal ClawReply Reply { get; }

    internal Task Performance { get; set; } = System.Threading.Tasks.Task.CompletedTask;

    /// <summary>The connection that asked for it; only it may abort.</summary>
    internal string? Owner { get; }

    internal CancellationTokenSource Stop { get; } = new();

    internal DateTimeOffset? EndedAt { get; private set; }

    internal TaskCompletionSource Terminal { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void AskedAgain() => Interlocked.Increment(ref _asked);

    internal bool End(string status, DateTimeOffset now)
    {
        lock (_over)
        {
            if (_status != "running") return false;
            _status = status;
            EndedAt = now;
        }

        Terminal.TrySetResult();
        return true;
    }

    internal void Finish() => _over.TrySetResult();
}
