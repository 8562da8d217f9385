using AgenticAi.Conversations;

namespace AgenticAi.Journal;

/// <summary>An append on its way to the writer, with its answer.</summary>
internal sealed class PendingAppend(
    string conversationId, long expectedSequence, EventRow[] events, CommandRow[] commands, CancellationToken abandoned)
{
    private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _refusal;

    public string ConversationId => conversationId;

    public EventRow[] Events => events;

    public CommandRow[] Commands => commands;

    public Task Answer => _answer.Task;

    /// <summary>True when nothing speaks against storing it; it counts once the transaction is committed.</summary>
    public bool Accepted => _refusal is null;

    /// <summary>True, and answered, when nobody waits any more: it is not worth writing.</summary>
    public bool IsAbandoned() => abandoned.IsCancellationRequested && _answer.TrySetCanceled(abandoned);

    /// <summary>Remembers why this append alone is not stored.</summary>
    public void Refuse(Exception refusal) => _refusal = refusal;

    /// <summary>Refuses the append when the conversation does not stand where it should; true when it does.</summary>
    public bool Follows(long lastSequence)
    {
        if (lastSequence == expectedSequence) return true;
        Refuse(new JournalConflictException(conversationId, expectedSequence, lastSequence));
        return false;
    }

    /// <summary>Forgets a refusal: the transaction in which it was found is undone.</summary>
    public void Reconsider() => _refusal = null;

    /// <summary>Answers, after the transaction is committed.</summary>
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
