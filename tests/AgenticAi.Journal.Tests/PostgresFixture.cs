using AgenticAi.Testing;
using Npgsql;

namespace AgenticAi.Journal.Tests;

/// <summary>
/// A schema of its own in the database that <c>AGENTICAI_TEST_POSTGRES</c> names; where it names none, the test is skipped. The
/// database's user must be allowed to make schemas.
/// </summary>
internal sealed class PostgresFixture : IStoreFixture
{
    private const string Variable = "AGENTICAI_TEST_POSTGRES";

    private readonly List<PostgresJournal> _opened = [];

    public PostgresFixture(Func<NpgsqlConnectionStringBuilder, string>? change = null)
    {
        string? server = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"No PostgreSQL to test with: {Variable} has no connection string.");
        Schema = "test_" + Path.GetRandomFileName().Replace('.', '_');
        var address = new NpgsqlConnectionStringBuilder(server) { SearchPath = Schema, ApplicationName = Schema };
        Direct = address.ConnectionString;
        ConnectionString = change?.Invoke(address) ?? Direct;
    }

    public string Schema { get; }

    /// <summary>How journals are opened.</summary>
    public string ConnectionString { get; }

    public string Name => PostgresDatabase.Of(ConnectionString, new JournalOptions()).Name;

    public RecordingLoggerFactory Logs { get; } = new();

    public (JournalProvider Provider, string ConnectionString) Address => (JournalProvider.PostgreSql, ConnectionString);

    public long Version
    {
        get => (int)Scalar("SELECT version FROM journal_schema")!;
        set => Execute($"UPDATE journal_schema SET version = {value}");
    }

    /// <summary>Straight to the server, in the same schema, under another name than the journal's connections.</summary>
    private string Direct { get; }

    public void MakeOld(int version)
    {
        using NpgsqlConnection connection = Connect();
        PostgresSchema.Upgrade(connection, Schema, version);
    }

    async Task<JournalStore> IStoreFixture.OpenAsync(JournalOptions? options) => await OpenAsync(options);

    public async Task<PostgresJournal> OpenAsync(JournalOptions? options = null)
    {
        PostgresJournal journal = await PostgresJournal.OpenAsync(
            ConnectionString,
            options ?? new JournalOptions { BusyTimeoutSeconds = 30 },
            TimeProvider.System,
            Logs.CreateLogger("journal"),
            TestContext.Current.CancellationToken);
        _opened.Add(journal);
        return journal;
    }

    /// <summary>Another program's connection to the same tables.</summary>
    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Direct) { ApplicationName = "another program", Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    public IDisposable Lock()
    {
        NpgsqlConnection connection = Connect();
        Execute(connection, "BEGIN; LOCK TABLE events, commands IN SHARE ROW EXCLUSIVE MODE");
        return connection;
    }

    /// <summary>Ends the connections of all journals here, as a server does that is restarted.</summary>
    public void Disconnect() => Execute(
        $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{Schema}' AND pid <> pg_backend_pid()");

    /// <summary>Waits until a journal here waits for somebody else's lock.</summary>
    public Task BlockedAsync() => Eventually.TrueAsync(
        () => Scalar($"SELECT 1 FROM pg_stat_activity WHERE application_name = '{Schema}' AND wait_event_type = 'Lock'") is not null,
        "a journal that waits for a lock");

    public void Execute(string sql)
    {
        using NpgsqlConnection connection = Connect();
        Execute(connection, sql);
    }

    public object? Scalar(string sql)
    {
        using NpgsqlConnection connection = Connect();
        return Scalar(connection, sql);
    }

    public static object? Scalar(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }

    public static void Execute(NpgsqlConnection connection, string sql) => Scalar(connection, sql);

    public async ValueTask DisposeAsync()
    {
        foreach (PostgresJournal journal in _opened) await journal.DisposeAsync();
        Execute($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
    }
}
