namespace AgenticAi.Simulation.Realtime.Sessions;

/// <summary>The sessions of a server. Those that are open are all kept, of the others the latest.</summary>
internal sealed class SessionList(int keptWhenOver)
{
    private readonly Lock _gate = new();
    private readonly List<RealtimeSession> _sessions = [];
    private readonly List<(int Number, TaskCompletionSource<RealtimeSession> Done)> _waiting = [];
    private TaskCompletionSource? _noneOpen;
    private int _began;
    private int _open;

    public IReadOnlyList<RealtimeSession> All
    {
        get
        {
            lock (_gate) return [.. _sessions];
        }
    }

    public int Open
    {
        get
        {
            lock (_gate) return _open;
        }
    }

    public RealtimeSession Add(Func<int, RealtimeSession> create)
    {
        lock (_gate)
        {
            RealtimeSession session = create(_began++);
            _open++;
            _sessions.Add(session);
            foreach ((int number, TaskCompletionSource<RealtimeSession> done) in _waiting)
            {
                if (number == session.Number) done.TrySetResult(session);
            }

            _waiting.RemoveAll(waiting => waiting.Number == session.Number);
            return session;
        }
    }

    public void Over(RealtimeSession session)
    {
        lock (_gate)
        {
            _open--;
            if (_open == 0) _noneOpen?.TrySetResult();
            int over = _sessions.Count - _open;
            if (over > keptWhenOver) _sessions.Remove(_sessions.Find(old => old.Completion.IsCompleted) ?? session);
        }
    }

    /// <summary>Completes when no session is open.</summary>
    public Task NoneOpenAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_open == 0) return Task.CompletedTask;
            if (_noneOpen is null or { Task.IsCompleted: true })
                _noneOpen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _noneOpen.Task.WaitAsync(cancellationToken);
        }
    }

    public Task<RealtimeSession> WaitAsync(int number, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_sessions.Find(session => session.Number == number) is { } found) return Task.FromResult(found);
            if (number < _began) throw new InvalidOperationException($"Session {number} is over and no longer kept.");
            var done = new TaskCompletionSource<RealtimeSession>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((number, done));
            return done.Task.WaitAsync(cancellationToken);
        }
    }
}
