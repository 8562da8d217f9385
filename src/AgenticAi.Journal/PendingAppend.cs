using AgenticAi.Conversations;

namespace AgenticAi.Journal;

/// <summary>An append on its way to the writer, with its answer.</summary>
internal sealed class PendingAppend(string conversationId, long expectedSequence, EventRow[] rows, CancellationToken abandoned)
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _refusal;

    public Task Answer => _answer.Task;

    public int Events => rows.Length;

    /// <summary>True when it has been written without refusal; it counts once the transaction is committed.</summary>
    public bool Accepted => _refusal is null;

    /// <summary>True, and answered, when nobody waits any more: it is not worth writing.</summary>
    public bool IsAbandoned() => abandoned.IsCancellationRequested && _answer.TrySetCanceled(abandoned);

    /// <summary>Adds the rows to the transaction, or remembers why this append alone is refused.</summary>
    public void Write(WriterConnection connection)
    {
        long last = connection.LastSequence(conversationId);
        if (last != expectedSequence)
        {
            _refusal = new JournalConflictException(conversationId, expectedSequence, last);
            return;
        }

        try
        {
            connection.Insert(conversationId, rows);
        }
        catch (UnfitRowException exception)
        {
            _refusal = exception;
        }
    }

    /// <summary>Answers with what <see cref="Write"/> found.</summary>
    public void Committed()
    {
        if (_refusal is null) _answer.TrySetResult();
        else Failed(_refusal);
    }

    public void Failed(Exception exception)
    {
        // Read at once: the caller may have stopped waiting, and then nobody else looks at it.
        if (_answer.TrySetException(exception)) _ = _answer.Task.Exception;
    }
}
