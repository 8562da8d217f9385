using AgenticAi.Journal;

namespace AgenticAi.Configuration;

/// <summary>Section <c>journal</c>: where conversations are kept.</summary>
public sealed record JournalConfig
{
    /// <summary>The connection string of <see cref="JournalProvider.Sqlite"/> when none is given.</summary>
    public const string DefaultFile = "Data Source=data/agenticai.db";

    /// <summary>The kind of database.</summary>
    public JournalProvider Provider { get; init; } = JournalProvider.Sqlite;

    /// <summary>
    /// Connection string: of Microsoft.Data.Sqlite, without a password, since the file is not encrypted, and with a path that counts from
    /// the directory in which the program was started; or of Npgsql, whose password is masked wherever this is shown.
    /// </summary>
    public string Connection { get; init; } = DefaultFile;

    /// <summary>What an acknowledged entry survives.</summary>
    public JournalDurability Durability { get; init; } = JournalDurability.Disk;

    /// <summary>How it is run.</summary>
    internal JournalOptions Options => new() { Durability = Durability };

    /// <inheritdoc/>
    public override string ToString() =>
        $"{nameof(JournalConfig)} {{ {nameof(Provider)} = {Provider}, {nameof(Connection)} = {JournalConnection.Shown(Connection)}, "
        + $"{nameof(Durability)} = {Durability} }}";
}
