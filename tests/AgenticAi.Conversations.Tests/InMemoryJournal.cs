using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace AgenticAi.Conversations.Tests;

/// <summary>What a journal holds, in memory, with a test's own doing before and after each use. Entries go through their stored form.</summary>
internal sealed class InMemoryJournal : IConversationArchive
{
    private static readonly Func<IReadOnlyList<JournaledEvent>, Task> Nothing = static _ => Task.CompletedTask;

    private readonly Lock _gate = new();
    private Dictionary<string, List<ConversationEntry>> _entries = [];

    /// <summary>Comes before an entry is stored.</summary>
    public Func<IReadOnlyList<JournaledEvent>, Task> BeforeAppend { get; set; } = Nothing;

    /// <summary>Comes after an entry was stored, before anybody knows.</summary>
    public Func<IReadOnlyList<JournaledEvent>, Task> AfterAppend { get; set; } = Nothing;

    /// <summary>Comes before each reading of a conversation.</summary>
    public Func<string, Task> BeforeRead { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Comes before each listing of conversations.</summary>
    public Func<Task> BeforeList { get; set; } = static () => Task.CompletedTask;

    /// <summary>How many entries were stored.</summary>
    public int Appends { get; private set; }

    /// <summary>Makes the end of a conversation wait before it is stored.</summary>
    public Testing.SyncPoint HoldEnd()
    {
        var hold = new Testing.SyncPoint();
        BeforeAppend = events => events.Any(stored => stored.Event is ConversationEnded) ? hold.ArriveAsync() : Task.CompletedTask;
        return hold;
    }

    /// <summary>Stores an entry as the one of a number, from 1.</summary>
    public async Task StoreAsync(ConversationEntry entry, long number)
    {
        ConversationEntry stored = ConversationEntryJson.Read(entry.ConversationId, ConversationEntryJson.Write(entry));
        await BeforeAppend(entry.Events);
        lock (_gate)
        {
            if (!_entries.TryGetValue(entry.ConversationId, out List<ConversationEntry>? entries))
                _entries[entry.ConversationId] = entries = [];
            if (number != entries.Count + 1)
                throw new InvalidOperationException($"Entry {number} of {entry.ConversationId} cannot follow entry {entries.Count}.");
            entries.Add(stored);
            Appends++;
        }

        await AfterAppend(entry.Events);
    }

    /// <summary>Stores what one command led to, after what is there.</summary>
    public Task StoreAsync(string conversationId, JudgedCommand command, params ImmutableArray<JournaledEvent> events) => StoreAsync(
        new ConversationEntry(conversationId, new CommandNumber("test", 1), [command], events), EntriesOf(conversationId).Count + 1);

    /// <summary>Stores what was told to the rules, command by command.</summary>
    public async Task StoreAsync(string conversationId, params IEnumerable<ConversationCommand> commands)
    {
        ConversationState state = ConversationRules.Apply(ConversationState.New(conversationId), Of(conversationId));
        foreach (ConversationCommand command in commands)
        {
            Decision decision = ConversationRules.Decide(state, command, DateTimeOffset.UnixEpoch);
            await StoreAsync(
                conversationId, new JudgedCommand(command, DateTimeOffset.UnixEpoch, state.Sequence, decision.Events.Length), decision.Events);
            state = ConversationRules.Apply(state, decision.Events);
        }
    }

    /// <summary>Everything is gone, as when the file is deleted.</summary>
    public void Clear()
    {
        lock (_gate) _entries = [];
    }

    /// <summary>The entries of a conversation.</summary>
    public IReadOnlyList<ConversationEntry> EntriesOf(string conversationId)
    {
        lock (_gate) return [.. _entries.GetValueOrDefault(conversationId, [])];
    }

    /// <summary>All events of a conversation.</summary>
    public IReadOnlyList<JournaledEvent> Of(string conversationId) => [.. EntriesOf(conversationId).SelectMany(entry => entry.Events)];

    /// <summary>The events of one kind.</summary>
    public IReadOnlyList<T> Of<T>(string conversationId)
        where T : ConversationEvent => [.. Of(conversationId).Select(stored => stored.Event).OfType<T>()];

    /// <summary>All recorded commands of a conversation.</summary>
    public IReadOnlyList<JudgedCommand> CommandsOf(string conversationId) =>
        [.. EntriesOf(conversationId).SelectMany(entry => entry.Commands)];

    public async IAsyncEnumerable<JournaledEvent> ReadAsync(
        string conversationId, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await BeforeRead(conversationId).WaitAsync(cancellationToken);
        foreach (JournaledEvent entry in Of(conversationId).Where(entry => entry.Sequence > afterSequence)) yield return entry;
    }

    public async IAsyncEnumerable<ConversationEntry> ReadEntriesAsync(
        string conversationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (ConversationEntry entry in EntriesOf(conversationId)) yield return entry;
    }

    public async IAsyncEnumerable<string> ReadIdsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        string[] ids;
        lock (_gate) ids = [.. _entries.Keys.Order(StringComparer.Ordinal)];
        foreach (string id in ids) yield return id;
    }

    public async ValueTask<IReadOnlyList<ConversationSummary>> ListAsync(ConversationQuery query, CancellationToken cancellationToken)
    {
        await BeforeList();
        return
        [
            .. Histories()
                .Select(Summary)
                .Where(summary => !(summary.FirstEventAt < query.Since))
                .Where(summary => query.Number is not { } number || number == summary.Started?.From || number == summary.Started?.To)
                .OrderByDescending(summary => summary.FirstEventAt)
                .ThenBy(summary => summary.ConversationId, StringComparer.Ordinal)
                .Take(query.Limit),
        ];
    }

    public async ValueTask<IReadOnlyList<ConversationSpending>> SpendingAsync(DateOnly day, string currency, CancellationToken cancellationToken)
    {
        await BeforeList();
        return
        [
            .. Histories()
                .Select(history => new ConversationSpending(history[0].ConversationId, history
                    .Where(entry => DaySpending.DayOf(entry.At) == day)
                    .Select(entry => entry.Event).OfType<CostReported>().Where(cost => cost.Currency == currency).Sum(cost => cost.Amount)))
                .Where(spending => spending.Amount != 0),
        ];
    }

    private IReadOnlyList<JournaledEvent>[] Histories()
    {
        string[] ids;
        lock (_gate) ids = [.. _entries.Keys];
        return [.. ids.Select(id => Of(id)).Where(history => history.Count > 0)];
    }

    private static ConversationSummary Summary(IReadOnlyList<JournaledEvent> history)
    {
        JournaledEvent? ended = history.FirstOrDefault(entry => entry.Event is ConversationEnded);
        return new ConversationSummary(
            history[0].ConversationId,
            history[0].At,
            history.Count,
            history.FirstOrDefault(entry => entry.Event is ConversationStarted)?.Event as ConversationStarted,
            ended?.Event as ConversationEnded,
            ended?.At);
    }
}
