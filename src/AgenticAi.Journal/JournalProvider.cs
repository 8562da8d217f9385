namespace AgenticAi.Journal;

/// <summary>What a journal is kept in.</summary>
public enum JournalProvider
{
    /// <summary>One file, for one server.</summary>
    Sqlite,

    /// <summary>A database that several servers share.</summary>
    PostgreSql,
}
