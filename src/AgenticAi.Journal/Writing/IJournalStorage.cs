namespace AgenticAi.Journal;

/// <summary>Where the writer puts appends. Used by the writer's thread alone, one call at a time.</summary>
internal interface IJournalStorage
{
    /// <summary>
    /// Stores a batch in one transaction. An append that cannot be stored for itself is refused (<see cref="PendingAppend.Refuse"/>) and
    /// the others are stored; when nothing can be, this throws, and the next call begins anew.
    /// </summary>
    /// <exception cref="Conversations.JournalUnavailableException">
    /// Nothing of the batch is stored, or it is not known what of it is.
    /// </exception>
    void Store(IReadOnlyList<PendingAppend> batch);

    /// <summary>Lets go of what is open; a transaction that is open is undone.</summary>
    void Close();
}
