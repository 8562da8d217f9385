using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Realtime.Handling;

/// <summary>
/// Decides when a text may be sent: the server makes one response at a time and refuses to begin another. Texts wait until the one
/// that is active is done; a response that was refused all the same, for the caller had just spoken, is asked for again after that.
/// </summary>
internal sealed class TextTurns
{
    public const int MostWaiting = 32;

    private readonly Lock _gate = new();
    private readonly Queue<(string Text, bool EndOfTurn)> _waiting = new();
    private bool _active;
    private bool _asked;
    private bool _owed;
    private int _asks;
    private string _ask = "";

    /// <returns>False when too many texts wait already.</returns>
    public bool TryAdd(string text, bool endOfTurn)
    {
        lock (_gate)
        {
            if (_waiting.Count == MostWaiting) return false;
            _waiting.Enqueue((text, endOfTurn));
            return true;
        }
    }

    /// <summary>What may be sent now, in order; empty when there is nothing, or a response is active.</summary>
    public IReadOnlyList<ClientEvent> Next()
    {
        lock (_gate)
        {
            if (_active || _asked) return [];
            if (_owed) return [Ask()];
            if (!_waiting.TryDequeue(out (string Text, bool EndOfTurn) turn)) return [];
            var item = new ItemCreate(new UserTextItem(turn.Text));
            return turn.EndOfTurn ? [item, Ask()] : [item];
        }
    }

    public void ResponseBegan()
    {
        lock (_gate)
        {
            _active = true;
            _asked = false;
        }
    }

    public void ResponseEnded()
    {
        lock (_gate) _active = false;
    }

    public void Refused(ErrorReceived error)
    {
        bool busy = RealtimeErrors.Classify(error.Code) == RealtimeErrorKind.Wait;
        lock (_gate)
        {
            bool ours = error.EventId == _ask || (error.EventId is null && busy && _asked);
            if (!ours) return;
            _asked = false;
            _owed = busy;
            _active |= busy;
        }
    }

    private ResponseCreate Ask()
    {
        _owed = false;
        _asked = true;
        _ask = $"turn_{++_asks}";
        return new ResponseCreate { EventId = _ask };
    }
}
