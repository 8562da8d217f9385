using System.Data.Common;
using Npgsql;

namespace AgenticAi.Journal.Tests;

/// <summary>
/// A schema of its own in the database that <c>AGENTICAI_TEST_POSTGRES</c> names; where it names none, the test is skipped. The
/// database's user must be allowed to make schemas.
/// </summary>
internal sealed class PostgresFixture : StoreFixture
{
    private const string Variable = "AGENTICAI_TEST_POSTGRES";

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

    public override string Name
    {
        get
        {
            var address = new NpgsqlConnectionStringBuilder(ConnectionString);
            return $"postgresql://{address.Host}:{address.Port}/{address.Database ?? address.Username}";
        }
    }

    public override (JournalProvider Provider, string ConnectionString) Address => (JournalProvider.PostgreSql, ConnectionString);

    public override long Version
    {
        get => (int)Scalar("SELECT version FROM journal_schema")!;
        set => Execute($"UPDATE journal_schema SET version = {value}");
    }

    /// <summary>Straight to the server, in the same schema, under another name than the journal's connections.</summary>
    private string Direct { get; }

    public override void MakeFormer() => Execute(
        $$"""
        CREATE SCHEMA {{Schema}};
        CREATE TABLE journal_schema (version integer NOT NULL);
        INSERT INTO journal_schema VALUES (2);
        CREATE TABLE events (conversation_id text NOT NULL, sequence bigint NOT NULL, json text NOT NULL);
        INSERT INTO events VALUES ('old', 1, '{"digit":"1"}')
        """);

    public override IDisposable Lock()
    {
        NpgsqlConnection connection = ConnectToServer();
        Execute(connection, "BEGIN; LOCK TABLE journal IN SHARE ROW EXCLUSIVE MODE");
        return connection;
    }

    /// <summary>Another program's connection to the same tables.</summary>
    public NpgsqlConnection ConnectToServer()
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Direct) { ApplicationName = "another program", Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <summary>Ends the connections of all journals here, as a server does that is restarted.</summary>
    public void Disconnect() => Execute(
        $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{Schema}' AND pid <> pg_backend_pid()");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Execute($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
    }

    protected override DbConnection Connect() => ConnectToServer();
}
