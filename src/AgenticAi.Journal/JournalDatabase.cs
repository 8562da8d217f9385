using System.Data.Common;
using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal;

/// <summary>
/// The database in which the journal is kept, with its tables made and its version known. Akka.Persistence.Sql writes the entries; this
/// prepares the connections for that, and reads.
/// </summary>
public abstract class JournalDatabase : IAsyncDisposable
{
    private protected JournalDatabase(JournalProvider provider, string name, TimeProvider time, ILogger logger)
    {
        (Provider, Name) = (provider, name);
        Status = new JournalStatus(name, time, logger);
        ReadModel = new ReadModel(new SqlQueries(this), time, Status);
        Archive = new JournalArchive(new SqlQueries(this), ReadModel);
    }

    /// <summary>What it is kept in.</summary>
    public JournalProvider Provider { get; }

    /// <summary>The journal in words that may be logged: no user, no password.</summary>
    public string Name { get; }

    /// <summary>What those connect with who write entries. They call <see cref="BeforeOpen"/> and <see cref="AfterOpen"/>.</summary>
    public abstract string ConnectionString { get; }

    /// <summary>The schema of the tables; null where there are no schemas.</summary>
    public virtual string? Schema => null;

    /// <summary>How it is doing.</summary>
    public JournalStatus Status { get; }

    /// <summary>What it holds, to be read.</summary>
    public IConversationArchive Archive { get; }

    /// <summary>The tables that lists and sums are read from.</summary>
    public ReadModel ReadModel { get; }

    /// <summary>
    /// How long after an entry others may become visible that were numbered before it: several writers do not commit in the order of their
    /// numbers.
    /// </summary>
    internal abstract TimeSpan LateCommits { get; }

    /// <summary>True when its calls hold their thread, those named asynchronous too.</summary>
    internal virtual bool IsBlocking => false;

    /// <summary>Opens a journal; makes what is missing.</summary>
    /// <param name="provider">What it is kept in.</param>
    /// <param name="connectionString">As that provider for .NET understands it.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="time">For the times in <see cref="Status"/>.</param>
    /// <param name="logger">Told when the journal cannot be used, and when it can again.</param>
    /// <param name="cancellationToken">Gives up opening; waiting for a locked journal is bounded by the options besides.</param>
    /// <exception cref="ArgumentException">The connection string is wrong or names no journal.</exception>
    /// <exception cref="JournalUnavailableException">The journal cannot be opened or written.</exception>
    /// <exception cref="JournalSchemaException">It is of another version or no journal.</exception>
    public static Task<JournalDatabase> OpenAsync(
        JournalProvider provider, string connectionString, JournalOptions options, TimeProvider time, ILogger logger,
        CancellationToken cancellationToken)
    {
        return Task.Run(
            JournalDatabase () => provider switch
            {
                JournalProvider.Sqlite => SqliteDatabase.Open(connectionString, options, time, logger),
                JournalProvider.PostgreSql => PostgresDatabase.Open(connectionString, options, time, logger),
                _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "A journal of an unknown kind."),
            },
            cancellationToken);
    }

    /// <summary>To be called before each connection is opened: what was lost is noticed here. What it throws is to be as a failed opening.</summary>
    public virtual void BeforeOpen()
    {
    }

    /// <summary>To be called with each connection that was opened, before it is used.</summary>
    public virtual void AfterOpen(DbConnection connection)
    {
    }

    /// <summary>Closes all connections.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>A connection of its own that is open, for one reading or one transaction.</summary>
    internal abstract Task<DbConnection> ConnectAsync(CancellationToken cancellationToken);

    /// <summary>True for what goes wrong outside of this program: the file, the disk, the network, the server.</summary>
    internal abstract bool IsTrouble(Exception exception);

    /// <summary>
    /// Forgets the connections it keeps when what went wrong may be theirs, as after a restart of the server; true when it did, and
    /// reading is worth another try.
    /// </summary>
    internal virtual bool Renew(Exception exception) => false;

    /// <summary>What went wrong, in words that name the journal.</summary>
    /// <param name="what">What it cannot be: read, written, opened.</param>
    /// <param name="exception">Why.</param>
    internal JournalUnavailableException Unavailable(string what, Exception exception) => Unavailable(Name, what, exception);

    private protected static JournalUnavailableException Unavailable(string name, string what, Exception exception) =>
        new($"The journal {name} cannot be {what}: {exception.Message}", exception);
}
