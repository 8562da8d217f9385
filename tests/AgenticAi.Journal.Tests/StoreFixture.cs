using System.Data.Common;
using AgenticAi.Journal.CrashWriter;
using AgenticAi.Testing;

namespace AgenticAi.Journal.Tests;

/// <summary>What is the same for every storage.</summary>
public abstract class StoreFixture : IStoreFixture
{
    private readonly List<IAsyncDisposable> _opened = [];

    public RecordingLoggerFactory Logs { get; } = new();

    public abstract string Name { get; }

    public abstract (JournalProvider Provider, string ConnectionString) Address { get; }

    public abstract long Version { get; set; }

    public async Task<JournalDatabase> OpenAsync(JournalOptions? options = null, TimeProvider? time = null)
    {
        JournalDatabase database = await JournalDatabase.OpenAsync(
            Address.Provider, Address.ConnectionString, options ?? new JournalOptions { BusyTimeoutSeconds = 30 }, time ?? TimeProvider.System,
            Logs.CreateLogger("journal"), TestContext.Current.CancellationToken);
        _opened.Add(database);
        return database;
    }

    public async Task<JournalNode> StartAsync(JournalOptions? options = null)
    {
        JournalNode node = await JournalNode.StartAsync(await OpenAsync(options), Logs.CreateLogger("brain"));
        _opened.Add(node);
        return node;
    }

    public abstract IDisposable Lock();

    public abstract void MakeFormer();

    public void Execute(string sql, params (string Name, object Value)[] values)
    {
        using DbConnection connection = Connect();
        Execute(connection, sql, values);
    }

    public object? Scalar(string sql)
    {
        using DbConnection connection = Connect();
        return Scalar(connection, sql);
    }

    public static object? Scalar(DbConnection connection, string sql, params (string Name, object Value)[] values)
    {
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object value) in values)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        return command.ExecuteScalar();
    }

    public static void Execute(DbConnection connection, string sql, params (string Name, object Value)[] values) => Scalar(connection, sql, values);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        // Nodes first: they close their databases.
        foreach (IAsyncDisposable opened in Enumerable.Reverse(_opened)) await opened.DisposeAsync();
        Logs.Dispose();
    }

    /// <summary>Another program's connection to the same storage.</summary>
    protected abstract DbConnection Connect();
}
