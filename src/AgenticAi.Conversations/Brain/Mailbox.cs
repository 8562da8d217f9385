using System.Threading.Channels;

namespace AgenticAi.Conversations;

/// <summary>
/// Commands waiting for the brain, with the time they came. Bounded; full means refused. One place more is kept for
/// <see cref="EndConversation"/>: a conversation whose mailbox is full must still be able to end.
/// </summary>
internal sealed class Mailbox(int capacity)
{
    private readonly Channel<Told> _told = Channel.CreateBounded<Told>(
        new BoundedChannelOptions(capacity + 1) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private int _ordinary;
    private int _endTaken;
    private int _refusing;
    private volatile bool _closed;

    public int Waiting => _told.Reader.Count;

    public bool TryAdd(ConversationCommand command, DateTimeOffset at)
    {
        if (command is EndConversation && Interlocked.Exchange(ref _endTaken, 1) == 0)
            return _told.Writer.TryWrite(new Told(command, at, OnKeptPlace: true));
        if (Interlocked.Increment(ref _ordinary) <= capacity && _told.Writer.TryWrite(new Told(command, at, OnKeptPlace: false)))
            return true;
        Interlocked.Decrement(ref _ordinary);
        return false;
    }

    /// <summary>True for the first refusal because the mailbox is full, until it has been empty again.</summary>
    public bool BeginsToRefuse() => !_closed && Interlocked.Exchange(ref _refusing, 1) == 0;

    /// <summary>True when something waits, false when the mailbox is closed and empty.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _told.Reader.WaitToReadAsync(cancellationToken);

    public IReadOnlyList<Told> TakeReady(int most)
    {
        List<Told> taken = [];
        while (taken.Count < most && _told.Reader.TryRead(out Told? told))
        {
            if (!told.OnKeptPlace) Interlocked.Decrement(ref _ordinary);
            taken.Add(told);
        }

        if (Waiting == 0) Interlocked.Exchange(ref _refusing, 0);
        return taken;
    }

    public void Close()
    {
        _closed = true;
        _told.Writer.TryComplete();
    }
}
