using AgenticAi.Conversations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal;

/// <summary>
/// The journal in one SQLite file, in WAL mode. An append that was acknowledged survives kill -9 of this process; what it survives
/// beyond that is <see cref="JournalOptions.Durability"/>. One process writes at a time, any number may read or wait their turn.
/// </summary>
public sealed class SqliteJournal : IConversationJournal, IAsyncDisposable
{
    private readonly JournalFile _file;
    private readonly JournalWriter _writer;
    private readonly JournalReader _reader;

    private SqliteJournal(JournalFile file, JournalWriter writer)
    {
        _file = file;
        _writer = writer;
        _reader = new JournalReader(file);
    }

    /// <summary>How the journal is doing.</summary>
    public JournalHealth Health => _writer.Health;

    /// <summary>Opens the journal; makes folder, file and tables where they are missing, and upgrades an older file.</summary>
    /// <param name="connectionString">As SQLite's provider for .NET understands it; must name a file.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="time">For the times in <see cref="Health"/>.</param>
    /// <param name="logger">Told when the file cannot be written, and when it can again.</param>
    /// <param name="cancellationToken">Looked at before the file is opened; waiting for a locked one is bounded by the options.</param>
    /// <exception cref="ArgumentException">The connection string is wrong or names no file.</exception>
    /// <exception cref="JournalUnavailableException">The file cannot be opened or written.</exception>
    /// <exception cref="JournalSchemaException">The file is of a newer version or no journal.</exception>
    public static Task<SqliteJournal> OpenAsync(
        string connectionString, JournalOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken) =>
        OpenAsync(connectionString, options, time, logger, static _ => { }, cancellationToken);

    /// <summary>As the public one; <paramref name="onWriterOpened"/> sees each connection of the writer before it is used.</summary>
    internal static async Task<SqliteJournal> OpenAsync(
        string connectionString,
        JournalOptions options,
        TimeProvider time,
        ILogger logger,
        Action<SqliteConnection> onWriterOpened,
        CancellationToken cancellationToken)
    {
        JournalFile file = JournalFile.Of(connectionString, options, onWriterOpened);
        SqliteConnection connection = await Task.Run(() => file.OpenWriter(afterLoss: false), cancellationToken);
        JournalLog.Opened(logger, file.Path, options.Durability);
        return new SqliteJournal(file, new JournalWriter(file, WriterConnection.Over(connection), options, time, logger));
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(
        string conversationId, long expectedSequence, IReadOnlyList<JournaledEvent> events, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(events);
        if (events.Count == 0) throw new ArgumentException("There is nothing to append.", nameof(events));
        var rows = new EventRow[events.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            if (events[i].ConversationId != conversationId || events[i].Sequence != expectedSequence + 1 + i)
                throw new ArgumentException($"Event {i} is not number {expectedSequence + 1 + i} of {conversationId}.", nameof(events));
            rows[i] = EventRow.Of(events[i]);
        }

        return _writer.AppendAsync(new PendingAppend(conversationId, expectedSequence, rows, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournaledEvent> ReadAsync(string conversationId, long afterSequence, CancellationToken cancellationToken) =>
        _reader.ReadAsync(conversationId, afterSequence, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken) =>
        _reader.ListAsync(query, cancellationToken);

    /// <summary>Stores what still waits, moves the log into the file, and closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        // Readers first: the last connection to close empties the write-ahead log, and only the writer may.
        _file.ForgetReaders();
        await _writer.DisposeAsync();
    }
}
