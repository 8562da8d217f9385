using System.Runtime.CompilerServices;

namespace AgenticAi.Conversations.Tests;

/// <summary>A journal that keeps everything in memory and passes the same suite as the real ones.</summary>
public sealed class InMemoryJournal : IConversationJournal
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<JournaledEvent>> _histories = [];
    private readonly Dictionary<string, List<JudgedCommand>> _commands = [];

    /// <summary>How many appends were stored.</summary>
    public int Appends { get; private set; }

    public ValueTask AppendAsync(
        string conversationId,
        long expectedSequence,
        IReadOnlyList<JournaledEvent> events,
        IReadOnlyList<JudgedCommand> commands,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        JournalAppendRules.Check(conversationId, expectedSequence, events, commands);
        JournaledEvent[] stored = [.. events.Select(ThroughStorage)];
        JudgedCommand[] judged = [.. commands.Select(ThroughStorage)];
        lock (_gate)
        {
            List<JournaledEvent> history = _histories.GetValueOrDefault(conversationId, []);
            if (history.Count != expectedSequence) throw new JournalConflictException(conversationId, expectedSequence, history.Count);
            history.AddRange(stored);
            if (history.Count > 0) _histories[conversationId] = history;
            if (!_commands.TryGetValue(conversationId, out List<JudgedCommand>? recorded)) _commands[conversationId] = recorded = [];
            recorded.AddRange(judged);
            Appends++;
        }

        return ValueTask.CompletedTask;
    }

    public async IAsyncEnumerable<JournaledEvent> ReadAsync(
        string conversationId, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (JournaledEvent entry in Of(conversationId).Where(entry => entry.Sequence > afterSequence)) yield return entry;
    }

    public async IAsyncEnumerable<JudgedCommand> ReadCommandsAsync(
        string conversationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (JudgedCommand judged in CommandsOf(conversationId)) yield return judged;
    }

    public async IAsyncEnumerable<string> ReadIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        string[] ids;
        lock (_gate) ids = [.. _histories.Keys.Union(_commands.Keys).Order(StringComparer.Ordinal)];
        foreach (string id in ids) yield return id;
    }

    public ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new([.. _histories.Values
                .Select(Summary)
                .Where(summary => query.Since is not { } since || summary.FirstEventAt >= since)
                .OrderByDescending(summary => summary.FirstEventAt)
                .ThenBy(summary => summary.ConversationId, StringComparer.Ordinal)
                .Take(query.Limit)]);
        }
    }

    /// <summary>All events of a conversation.</summary>
    public IReadOnlyList<JournaledEvent> Of(string conversationId)
    {
        lock (_gate) return [.. _histories.GetValueOrDefault(conversationId, [])];
    }

    /// <summary>All recorded commands of a conversation.</summary>
    public IReadOnlyList<JudgedCommand> CommandsOf(string conversationId)
    {
        lock (_gate) return [.. _commands.GetValueOrDefault(conversationId, [])];
    }

    private static ConversationSummary Summary(List<JournaledEvent> history)
    {
        JournaledEvent? ended = history.Find(entry => entry.Event is ConversationEnded);
        return new ConversationSummary(
            history[0].ConversationId,
            history[0].At,
            history.Count,
            history.Find(entry => entry.Event is ConversationStarted)?.Event as ConversationStarted,
            ended?.Event as ConversationEnded,
            ended?.At);
    }

    private static JournaledEvent ThroughStorage(JournaledEvent entry)
    {
        StoredEvent stored = ConversationEventJson.Write(entry.Event);
        return entry with { Event = ConversationEventJson.Read(stored.Name, stored.Version, stored.Json.Span) };
    }

    private static JudgedCommand ThroughStorage(JudgedCommand judged)
    {
        StoredCommand stored = ConversationCommandJson.Write(judged.Command);
        return judged with { Command = ConversationCommandJson.Read(stored.Name, stored.Version, stored.Json.Span) };
    }
}
