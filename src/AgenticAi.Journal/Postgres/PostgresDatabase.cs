using System.Data.Common;
using AgenticAi.Conversations;
using Npgsql;

namespace AgenticAi.Journal;

/// <summary>The database a journal lives in, and the two ways it is connected to.</summary>
internal sealed class PostgresDatabase : IJournalDatabase, IAsyncDisposable
{
    private const string DefaultSchema = "agenticai";

    // A server that does not answer holds up the appends of all calls until this is over, so it is not Npgsql's quarter of a minute.
    private const int ConnectSeconds = 5;

    // Readings are short, and the server's connections are for all nodes.
    private const int ReaderConnections = 10;

    // Beyond what a statement may wait for locks: the server's own answer comes first and says more.
    private const int AnswerSeconds = 5;

    private readonly NpgsqlDataSource _readers;
    private readonly string _writer;
    private readonly JournalOptions _options;

    private PostgresDatabase(NpgsqlConnectionStringBuilder given, JournalOptions options)
    {
        _options = options;
        Name = $"postgresql://{given.Host}:{given.Port}/{given.Database ?? given.Username}";
        Schema = given.SearchPath!.Split(',')[0].Trim().Trim('"');
        _writer = new NpgsqlConnectionStringBuilder(given.ConnectionString) { Pooling = false }.ConnectionString;
        _readers = NpgsqlDataSource.Create(given);
    }

    /// <summary>The database in words that may be logged: no user, no password.</summary>
    public string Name { get; }

    /// <summary>The schema the tables are in.</summary>
    public string Schema { get; }

    /// <summary>The database of a connection string.</summary>
    /// <exception cref="ArgumentException">The connection string is none, or names no server.</exception>
    public static PostgresDatabase Of(string connectionString, JournalOptions options)
    {
        if (JournalConnection.ProblemOf(JournalProvider.PostgreSql, connectionString) is { } problem)
            throw new ArgumentException($"The journal needs {problem}.", nameof(connectionString));
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        given.SearchPath = string.IsNullOrWhiteSpace(given.SearchPath) ? DefaultSchema : given.SearchPath;
        given.ApplicationName ??= "agenticai";
        // A transaction of somebody else's scope must never be joined.
        given.Enlist = false;
        Default(given, "Timeout", ConnectSeconds);
        Default(given, "Command Timeout", options.BusyTimeoutSeconds + AnswerSeconds);
        Default(given, "Maximum Pool Size", ReaderConnections);
        return new PostgresDatabase(given, options);
    }

    /// <summary>Connects for writing, and makes or upgrades the tables.</summary>
    /// <exception cref="JournalUnavailableException">The server is not there, or this journal may not be written.</exception>
    /// <exception cref="JournalSchemaException">The tables are of a newer version or none of a journal.</exception>
    public PostgresWriterConnection OpenWriter()
    {
        var connection = new NpgsqlConnection(_writer);
        try
        {
            connection.Open();
            PostgresSession.Prepare(connection, _options);
            PostgresSchema.Upgrade(connection, Schema, PostgresSchema.Version);
            return new PostgresWriterConnection(connection);
        }
        catch (Exception exception)
        {
            connection.Dispose();
            if (!IsTrouble(exception)) throw;
            throw Unavailable("opened", exception);
        }
    }

    /// <inheritdoc/>
    public async Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken) =>
        await _readers.OpenConnectionAsync(cancellationToken);

    /// <inheritdoc/>
    public bool IsTrouble(Exception exception) => exception is NpgsqlException or TimeoutException or IOException;

    /// <inheritdoc/>
    public bool Renew(Exception exception)
    {
        if (exception is not NpgsqlException { IsTransient: true }) return false;
        _readers.Clear();
        return true;
    }

    /// <inheritdoc/>
    public JournalUnavailableException Unavailable(string what, Exception exception) =>
        new($"The journal {Name} cannot be {what}: {exception.Message}", exception);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _readers.DisposeAsync();

    private static void Default(NpgsqlConnectionStringBuilder given, string keyword, int value)
    {
        if (!given.ContainsKey(keyword)) given[keyword] = value;
    }
}
