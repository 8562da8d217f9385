using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal;

/// <summary>
/// The journal in a PostgreSQL database, which any number of nodes may write at once. A connection that is lost is made anew with the
/// next append; until then appends fail as unavailable. The tables are in the first schema of the connection string's
/// <c>Search Path</c>, <c>agenticai</c> when it names none.
/// </summary>
public sealed class PostgresJournal : JournalStore
{
    private readonly PostgresDatabase _database;

    private PostgresJournal(PostgresDatabase database, JournalWriter writer)
        : base(writer, new JournalReader(database)) => _database = database;

    /// <summary>Opens the journal; makes schema and tables where they are missing, and upgrades older ones.</summary>
    /// <param name="connectionString">As Npgsql understands it; must name a host. The database must be there, of encoding UTF8.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="time">For the times in <see cref="JournalStore.Health"/>.</param>
    /// <param name="logger">Told when the database cannot be written, and when it can again. Never the password.</param>
    /// <param name="cancellationToken">Looked at before the database is opened; waiting is bounded by the connection's timeouts.</param>
    /// <exception cref="ArgumentException">The connection string is wrong or names no host.</exception>
    /// <exception cref="Conversations.JournalUnavailableException">The database cannot be reached or written.</exception>
    /// <exception cref="JournalSchemaException">The tables are of a newer version or none of a journal.</exception>
    public static async Task<PostgresJournal> OpenAsync(
        string connectionString, JournalOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        PostgresDatabase database = PostgresDatabase.Of(connectionString, options);
        try
        {
            PostgresWriterConnection connection = await Task.Run(database.OpenWriter, cancellationToken);
            JournalLog.Opened(logger, database.Name, options.Durability);
            var storage = new PostgresStorage(database, connection);
            return new PostgresJournal(database, new JournalWriter(storage, new WriterStatus(database.Name, time, logger), options));
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stores what still waits and closes all connections.</summary>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _database.DisposeAsync();
    }
}
