using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Realtime.Handling;

/// <summary>Sends texts as <see cref="TextTurns"/> allows.</summary>
internal sealed class TextSender(RealtimeConnection connection) : IDisposable
{
    private readonly TextTurns _turns = new();
    private readonly SemaphoreSlim _changed = new(0);

    /// <exception cref="InvalidOperationException">Too many texts wait already.</exception>
    public void Add(string text, bool endOfTurn)
    {
        if (!_turns.TryAdd(text, endOfTurn))
            throw new InvalidOperationException($"{TextTurns.MostWaiting} texts wait for the model already.");
        _changed.Release();
    }

    /// <summary>Follows what the server does with responses.</summary>
    public void Follow(ServerEvent serverEvent)
    {
        switch (serverEvent)
        {
            case ResponseCreated: _turns.ResponseBegan(); break;
            case ResponseDone: _turns.ResponseEnded(); break;
            case ErrorReceived error: _turns.Refused(error); break;
            default: return;
        }

        _changed.Release();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _changed.WaitAsync(cancellationToken);
            while (_turns.Next() is { Count: > 0 } events)
            {
                foreach (ClientEvent clientEvent in events) await connection.SendAsync(clientEvent, cancellationToken);
            }
        }
    }

    public void Dispose() => _changed.Dispose();
}
