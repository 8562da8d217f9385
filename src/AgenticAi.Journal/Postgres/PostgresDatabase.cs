using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace AgenticAi.Journal;

/// <summary>
/// The journal in a PostgreSQL database, which any number of nodes may write at once. The tables are in the first schema of the connection
/// string's <c>Search Path</c>, <c>agenticai</c> when it names none.
/// </summary>
internal sealed class PostgresDatabase : JournalDatabase
{
    private const string DefaultSchema = "agenticai";

    // A server that does not answer holds up the entries of all calls until this is over, so it is not Npgsql's quarter of a minute.
    private const int ConnectSeconds = 5;

    // Readings and writes are short, and the server's connections are for all nodes.
    private const int Connections = 10;

    // Beyond what a statement may wait for locks: the server's own answer comes first and says more.
    private const int AnswerSeconds = 5;

    private readonly NpgsqlDataSource _source;

    private PostgresDatabase(NpgsqlConnectionStringBuilder settings, string schema, TimeProvider time, ILogger logger)
        : base(JournalProvider.PostgreSql, NameOf(settings), time, logger)
    {
        ConnectionString = settings.ConnectionString;
        Schema = schema;
        _source = NpgsqlDataSource.Create(settings);
    }

    public override string ConnectionString { get; }

    public override string? Schema { get; }

    /// <summary>Longer than a statement and its locks may take.</summary>
    internal override TimeSpan LateCommits => TimeSpan.FromSeconds(30);

    public static PostgresDatabase Open(string connectionString, JournalOptions options, TimeProvider time, ILogger logger)
    {
        if (JournalConnection.ProblemOf(JournalProvider.PostgreSql, connectionString) is { } problem)
            throw new ArgumentException($"The journal needs {problem}.", nameof(connectionString));
        NpgsqlConnectionStringBuilder settings = SettingsOf(connectionString, options);
        string schema = settings.SearchPath!.Split(',')[0].Trim().Trim('"');
        try
        {
            using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString);
            connection.Open();
            PostgresSession.Check(connection);
            PostgresSchema.Upgrade(connection, schema);
            settings.Options = PostgresSession.OptionsOf(connection, settings.Options, options);
        }
        catch (Exception exception) when (IsOfServer(exception))
        {
            throw Unavailable(NameOf(settings), "opened", exception);
        }

        var database = new PostgresDatabase(settings, schema, time, logger);
        JournalLog.Opened(logger, database.Name, options.Durability);
        return database;
    }

    internal override async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken) =>
        await _source.OpenConnectionAsync(cancellationToken);

    internal override bool IsTrouble(Exception exception) => IsOfServer(exception);

    internal override bool Renew(Exception exception)
    {
        if (exception is not NpgsqlException { IsTransient: true }) return false;
        _source.Clear();
        return true;
    }

    public override ValueTask DisposeAsync()
    {
        using (var connection = new NpgsqlConnection(ConnectionString)) NpgsqlConnection.ClearPool(connection);
        return _source.DisposeAsync();
    }

    private static bool IsOfServer(Exception exception) => exception is NpgsqlException or TimeoutException or IOException;

    private static string NameOf(NpgsqlConnectionStringBuilder settings) =>
        $"postgresql://{settings.Host}:{settings.Port}/{settings.Database ?? settings.Username}";

    private static NpgsqlConnectionStringBuilder SettingsOf(string connectionString, JournalOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.SearchPath = string.IsNullOrWhiteSpace(settings.SearchPath) ? DefaultSchema : settings.SearchPath;
        settings.ApplicationName ??= "agenticai";
        // A transaction of somebody else's scope must never be joined.
        settings.Enlist = false;
        Default(settings, "Timeout", ConnectSeconds);
        Default(settings, "Command Timeout", options.BusyTimeoutSeconds + AnswerSeconds);
        Default(settings, "Maximum Pool Size", Connections);
        return settings;
    }

    private static void Default(NpgsqlConnectionStringBuilder settings, string keyword, int value)
    {
        if (!settings.ContainsKey(keyword)) settings[keyword] = value;
    }
}
