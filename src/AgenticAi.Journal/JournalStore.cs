using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal;

/// <summary>
/// A journal that is kept somewhere, opened and to be closed. An append that was acknowledged survives kill -9 of this process; what
/// it survives beyond that is <see cref="JournalOptions.Durability"/>.
/// </summary>
public abstract class JournalStore : IConversationJournal, IJournalHealth, IAsyncDisposable
{
    private readonly JournalWriter _writer;
    private readonly JournalReader _reader;

    private protected JournalStore(JournalWriter writer, JournalReader reader)
    {
        _writer = writer;
        _reader = reader;
    }

    /// <inheritdoc/>
    public JournalHealth Health => _writer.Health;

    /// <summary>Opens a journal; makes what is missing, and upgrades an older one.</summary>
    /// <param name="provider">What it is kept in.</param>
    /// <param name="connectionString">As that provider for .NET understands it.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="time">For the times in <see cref="Health"/>.</param>
    /// <param name="logger">Told when the journal cannot be written, and when it can again.</param>
    /// <param name="cancellationToken">Gives up opening; waiting for a locked journal is bounded by the options besides.</param>
    /// <exception cref="ArgumentException">The connection string is wrong or names no journal.</exception>
    /// <exception cref="JournalUnavailableException">The journal cannot be opened or written.</exception>
    /// <exception cref="JournalSchemaException">It is of a newer version or no journal.</exception>
    public static async Task<JournalStore> OpenAsync(
        JournalProvider provider,
        string connectionString,
        JournalOptions options,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        return provider switch
        {
            JournalProvider.Sqlite => await SqliteJournal.OpenAsync(connectionString, options, time, logger, cancellationToken),
            JournalProvider.PostgreSql => await PostgresJournal.OpenAsync(connectionString, options, time, logger, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, "A journal of an unknown kind."),
        };
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(
        string conversationId,
        long expectedSequence,
        IReadOnlyList<JournaledEvent> events,
        IReadOnlyList<JudgedCommand> commands,
        CancellationToken cancellationToken)
    {
        JournalAppendRules.Check(conversationId, expectedSequence, events, commands);
        var append = new PendingAppend(
            conversationId, expectedSequence, [.. events.Select(EventRow.Of)], [.. commands.Select(CommandRow.Of)], cancellationToken);
        return _writer.AppendAsync(append, cancellationToken);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<JournaledEvent> ReadAsync(string conversationId, long afterSequence, CancellationToken cancellationToken) =>
        _reader.ReadAsync(conversationId, afterSequence, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<JudgedCommand> ReadCommandsAsync(string conversationId, CancellationToken cancellationToken) =>
        _reader.ReadCommandsAsync(conversationId, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ReadIdsAsync(CancellationToken cancellationToken) => _reader.ReadIdsAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken) =>
        _reader.ListAsync(query, cancellationToken);

    /// <summary>Stores what still waits and closes the journal.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _writer.DisposeAsync();
    }
}
