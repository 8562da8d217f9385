using System.Runtime.CompilerServices;

namespace AgenticAi.Conversations.Tests;

/// <summary>A journal that keeps everything in memory and passes the same suite as the real ones.</summary>
public sealed class InMemoryJournal : IConversationJournal
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<JournaledEvent>> _histories = [];

    /// <summary>How many appends were stored.</summary>
    public int Appends { get; private set; }

    public ValueTask AppendAsync(
        string conversationId, long expectedSequence, IReadOnlyList<JournaledEvent> events, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        for (int i = 0; i < events.Count; i++)
        {
            if (events[i].ConversationId != conversationId || events[i].Sequence != expectedSequence + 1 + i)
                throw new ArgumentException("The events are not the next ones.", nameof(events));
        }

        if (events.Count == 0) throw new ArgumentException("There is nothing to append.", nameof(events));
        JournaledEvent[] stored = [.. events.Select(ThroughStorage)];
        lock (_gate)
        {
            if (!_histories.TryGetValue(conversationId, out List<JournaledEvent>? history)) _histories[conversationId] = history = [];
            if (history.Count != expectedSequence) throw new JournalConflictException(conversationId, expectedSequence, history.Count);
            history.AddRange(stored);
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
}
