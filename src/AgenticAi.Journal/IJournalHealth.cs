namespace AgenticAi.Journal;

/// <summary>Tells how a journal is doing, whatever it is kept in. Safe to use from many threads at once.</summary>
public interface IJournalHealth
{
    /// <summary>How the journal is doing.</summary>
    JournalHealth Health { get; }
}
