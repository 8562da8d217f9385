namespace AgenticAi.Conversations.Actors;

/// <summary>
/// How many commands wait for the brain. Bounded; full means refused. One place more is kept for <see cref="EndConversation"/>: a
/// conversation whose brain is far behind must still be able to end. Safe to use from many threads at once.
/// </summary>
internal sealed class RelayMailbox(int capacity)
{
    private readonly Lock _gate = new();
    private int _waiting;
    private bool _hasEnd;
    private bool _isRefusing;
    private bool _isClosed;

    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting;
        }
    }

    /// <summary>Takes a place for a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="beginsToRefuse">True for the first refusal because there is no place, until half of them have been free again.</param>
    public bool TryTake(ConversationCommand command, out bool beginsToRefuse)
    {
        beginsToRefuse = false;
        lock (_gate)
        {
            if (_isClosed) return false;
            bool isEnd = command is EndConversation && !_hasEnd;
            if (isEnd || _waiting - (_hasEnd ? 1 : 0) < capacity)
            {
                _hasEnd |= isEnd;
                _waiting++;
                return true;
            }

            beginsToRefuse = !_isRefusing;
            _isRefusing = true;
            return false;
        }
    }

    /// <summary>A place for a command of the relay's own, which is never refused.</summary>
    public void Take()
    {
        lock (_gate) _waiting++;
    }

    /// <summary>Gives back the places of commands that are stored or dropped.</summary>
    public void Free(int commands)
    {
        lock (_gate)
        {
            _waiting -= commands;
            if (_waiting <= capacity / 2) _isRefusing = false;
        }
    }

    /// <summary>Refuses everything from now on; true the first time.</summary>
    public bool Close()
    {
        lock (_gate)
        {
            bool first = !_isClosed;
            _isClosed = true;
            return first;
        }
    }
}
