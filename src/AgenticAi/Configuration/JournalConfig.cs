namespace AgenticAi.Configuration;

/// <summary>
/// Section <c>journal</c>: where conversations are kept. <c>provider</c> is read and checked, but kept nowhere: SQLite is the only one.
/// </summary>
public sealed record JournalConfig
{
    /// <summary>
    /// Connection string of Microsoft.Data.Sqlite. No password: the file is not encrypted. A relative path counts from the directory
    /// in which the program was started.
    /// </summary>
    public string Connection { get; init; } = "Data Source=data/agenticai.db";
}
