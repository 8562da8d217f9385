using System.Threading.Channels;

namespace AgenticAi.Journal;

/// <summary>
/// The one writer: takes the appends of all conversations that are waiting and stores them in one transaction, so that the cost
/// of a commit is shared. It has a thread of its own, because a commit waits for the disk or the
/// network: on a thread of the pool it would hold
/// up the audio of the calls.
/// </summary>
internal sealed class JournalWriter : IAsyncDisposable
{
    private readonly JournalOptions _options;
    private readonly WriterStatus _status;
    private readonly IJournalStorage _storage;
    private readonly Channel<PendingAppend> _queue;

    // Never disposed: an append that was queued just before the end still sets it. The runtime frees it.
    private readonly AutoResetEvent _work = new(initialState: false);

    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    public JournalWriter(IJournalStorage storage, WriterStatus status, JournalOptions options)
    {
        _options = options;
        _status = status;
        _storage = storage;
        _queue = Channel.CreateBounded<PendingAppend>(
            new BoundedChannelOptions(options.QueueCapacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
        new Thread(Run) { Name = "journal writer", IsBackground = true }.Start();
    }

    public JournalHealth Health => _status.Health(_queue.Reader.Count, Volatile.Read(ref _waiting));

    /// <summary>Queues an append, waiting for room when the queue is full, and waits for its answer.</summary>
    public async ValueTask AppendAsync(PendingAppend append, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiting);
        try
        {
            await QueueAsync(append, cancellationToken);
            await append.Answer.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    /// <summary>Takes no more appends, stores those that wait, and closes the storage.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        _work.Set();
        await _stopped.Task;
    }

    private async ValueTask QueueAsync(PendingAppend append, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(append, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(JournalStore), "The journal is closed.");
        }

        _work.Set();
    }

    private void Run()
    {
        while (!_queue.Reader.Completion.IsCompleted)
        {
            List<PendingAppend> batch = TakeReady();
            if (batch.Count > 0) Store(batch);
            else _work.WaitOne();
        }

        _storage.Close();
        _stopped.SetResult();
    }

    private List<PendingAppend> TakeReady()
    {
        List<PendingAppend> batch = [];
        while (batch.Count < _options.MaxBatch && _queue.Reader.TryRead(out PendingAppend? append))
        {
            if (!append.IsAbandoned()) batch.Add(append);
        }

        return batch;
    }

    private void Store(List<PendingAppend> batch)
    {
        try
        {
            _storage.Store(batch);
        }
        catch (Exception exception)
        {
            _status.Failed(batch, exception);
            foreach (PendingAppend append in batch) append.Failed(exception);
            return;
        }

        _status.Committed(batch);
        foreach (PendingAppend append in batch) append.Committed();
    }
}
