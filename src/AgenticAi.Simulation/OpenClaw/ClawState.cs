using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.OpenClaw;

/// <summary>What a simulated gateway remembers: who is there, what runs, what was said in which session.</summary>
internal sealed class ClawState(SimulatedOpenClawOptions options)
{
    private readonly Lock _gate = new();
    private readonly List<ClawClient> _clients = [];
    private readonly List<ClawRecord> _runs = [];
    private readonly Dictionary<string, ClawRecord> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<JsonObject>> _transcripts = new(StringComparer.Ordinal);
    private readonly List<(int Number, TaskCompletionSource<ClawRecord> Found)> _waiting = [];
    private long _startedAt = options.Time.GetTimestamp();
    private int _attempts;

    public int Attempts => Volatile.Read(ref _attempts);

    public volatile bool IsAway;

    public volatile string? DropAt;

    public long UptimeMs
    {
        get
        {
            lock (_gate) return (long)options.Time.GetElapsedTime(_startedAt).TotalMilliseconds;
        }
    }

    public IReadOnlyList<ClawClient> Clients
    {
        get
        {
            lock (_gate) return [.. _clients];
        }
    }

    public IReadOnlyList<ClawRecord> Runs
    {
        get
        {
            lock (_gate) return [.. _runs];
        }
    }

    public int NextAttempt() => Interlocked.Increment(ref _attempts) - 1;

    public void Enter(ClawClient client)
    {
        lock (_gate) _clients.Add(client);
    }

    public void Leave(ClawClient client)
    {
        lock (_gate) _clients.Remove(client);
    }

    public ClawRecord? Find(string runId)
    {
        lock (_gate) return _known.GetValueOrDefault(runId);
    }

    public bool IsBusy(string sessionKey)
    {
        lock (_gate) return _known.Values.Any(run => run.Task.SessionKey == sessionKey && run.Status == "running");
    }

    /// <summary>Begins a run, or counts that a known one was asked for again.</summary>
    public (ClawRecord Run, bool IsNew) Begin(string runId, string sessionKey, string message, string owner)
    {
        lock (_gate)
        {
            if (_known.TryGetValue(runId, out ClawRecord? known))
            {
                known.AskedAgain();
                return (known, false);
            }

            var task = new ClawTask(runId, sessionKey, message, _runs.Count);
            var run = new ClawRecord(task, options.Agent(task), owner);
            _known.Add(runId, run);
            _runs.Add(run);
            foreach ((int number, TaskCompletionSource<ClawRecord> found) in _waiting)
            {
                if (number < _runs.Count) found.TrySetResult(_runs[number]);
            }

            return (run, true);
        }
    }

    public Task<ClawRecord> RunAsync(int number, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (number < _runs.Count) return Task.FromResult(_runs[number]);
            var found = new TaskCompletionSource<ClawRecord>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((number, found));
            return found.Task.WaitAsync(cancellationToken);
        }
    }

    public void WriteDown(string sessionKey, string role, string text)
    {
        lock (_gate)
        {
            if (!_transcripts.TryGetValue(sessionKey, out List<JsonObject>? messages)) _transcripts.Add(sessionKey, messages = []);
            messages.Add(ClawJsonOut.Message(role, text, options.Time.GetUtcNow()));
        }
    }

    public JsonArray Transcript(string sessionKey, int limit)
    {
        lock (_gate)
        {
            IEnumerable<JsonObject> messages = _transcripts.GetValueOrDefault(sessionKey) ?? [];
            return [.. messages.TakeLast(limit).Select(message => message.DeepClone())];
        }
    }

    public void Broadcast(string name, JsonObject payload)
    {
        foreach (ClawClient client in Clients) client.Event(name, (JsonObject)payload.DeepClone());
    }

    public void SendRaw(string text)
    {
        foreach (ClawClient client in Clients) client.Raw(text);
    }

    public void Drop()
    {
        foreach (ClawClient client in Clients) client.Reset();
    }

    public void Restart()
    {
        ClawRecord[] lost;
        lock (_gate)
        {
            lost = [.. _known.Values];
            _known.Clear();
            _startedAt = options.Time.GetTimestamp();
        }

        foreach (ClawRecord run in lost) run.Stop.Cancel();
        Drop();
    }
}
