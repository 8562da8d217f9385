using System.Data.Common;
using AgenticAi.Conversations;

namespace AgenticAi.Journal;

/// <summary>Statements on connections of their own, in the SQL that both databases understand. Trouble is told in words that name the journal.</summary>
internal sealed class SqlQueries(JournalDatabase database)
{
    /// <summary>How long entries may become visible that were numbered before others.</summary>
    public TimeSpan LateCommits => database.LateCommits;

    /// <summary>All rows of a query, which is short: whoever reads much reads in pages, so that no old state of the database is kept alive.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be read now.</exception>
    public Task<List<T>> QueryAsync<T>(
        string sql, (string Name, object? Value)[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken) => UseAsync(
        "read", connection => QueryAsync(connection, sql, values, read, cancellationToken), cancellationToken);

    /// <summary>Does something in a transaction of its own, all or nothing.</summary>
    /// <exception cref="JournalUnavailableException">The journal cannot be written now.</exception>
    public Task<T> InTransactionAsync<T>(Func<DbConnection, Task<T>> use, CancellationToken cancellationToken) => UseAsync(
        "written",
        async connection =>
        {
            await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
            T result = await use(connection);
            await transaction.CommitAsync(cancellationToken);
            return result;
        },
        cancellationToken);

    public static async Task<List<T>> QueryAsync<T>(
        DbConnection connection, string sql, (string Name, object? Value)[] values, Func<DbDataReader, T> read,
        CancellationToken cancellationToken)
    {
        await using DbCommand command = CommandOf(connection, sql, values);
        await using DbDataReader rows = await command.ExecuteReaderAsync(cancellationToken);
        List<T> result = [];
        while (await rows.ReadAsync(cancellationToken)) result.Add(read(rows));
        return result;
    }

    /// <returns>How many rows were changed.</returns>
    public static async Task<int> ExecuteAsync(
        DbConnection connection, string sql, (string Name, object? Value)[] values, CancellationToken cancellationToken)
    {
        await using DbCommand command = CommandOf(connection, sql, values);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand CommandOf(DbConnection connection, string sql, (string Name, object? Value)[] values)
    {
        DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in values)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private Task<T> UseAsync<T>(string what, Func<DbConnection, Task<T>> use, CancellationToken cancellationToken) => RunAsync(
        async () =>
        {
            bool renewed = false;
            while (true)
            {
                try
                {
                    await using DbConnection connection = await database.ConnectAsync(cancellationToken);
                    return await use(connection);
                }
                catch (Exception exception) when (database.IsTrouble(exception))
                {
                    if (renewed || !database.Renew(exception)) throw database.Unavailable(what, exception);
                    renewed = true;
                }
            }
        },
        cancellationToken);

    // The caller's thread is not ours to hold, nor are those of the pool, on which audio travels: a file that waits for its disk, or for
    // somebody else's lock, holds a thread as long.
    private Task<T> RunAsync<T>(Func<Task<T>> run, CancellationToken cancellationToken) => database.IsBlocking
        ? Task.Factory.StartNew(run, cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()
        : Task.Run(run, cancellationToken);
}
