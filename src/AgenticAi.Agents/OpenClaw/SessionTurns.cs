namespace AgenticAi.Agents.OpenClaw;

/// <summary>
/// One task at a time in each session. The gateway would take a second one for another message of the same conversation, and answer
/// both in one.
/// </summary>
internal sealed class SessionTurns
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn of a session; to be disposed when it is over.</summary>
    public async Task<IDisposable> EnterAsync(string sessionKey, CancellationToken cancellationToken)
    {
        Turn turn;
        lock (_gate)
        {
            if (!_turns.TryGetValue(sessionKey, out turn!)) _turns.Add(sessionKey, turn = new Turn(this, sessionKey));
            turn.Users++;
        }

        try
        {
            await turn.Place.WaitAsync(cancellationToken);
            return turn;
        }
        catch
        {
            Leave(turn);
            throw;
        }
    }

    private void Leave(Turn turn)
    {
        lock (_gate)
        {
            if (--turn.Users == 0) _turns.Remove(turn.SessionKey);
        }
    }

    private sealed class Turn(SessionTurns owner, string sessionKey) : IDisposable
    {
        public string SessionKey => sessionKey;

        // Holds no handle as long as nobody asks for one, so there is nothing to dispose.
        public SemaphoreSlim Place { get; } = new(1, 1);

        public int Users { get; set; }

        public void Dispose()
        {
            Place.Release();
            owner.Leave(this);
        }
    }
}
