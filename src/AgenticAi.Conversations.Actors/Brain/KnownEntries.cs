using System.Collections.Immutable;

namespace AgenticAi.Conversations.Actors;

/// <summary>
/// The entries that a sender may not have yet, by their numbers in the journal: after a recovery all of them, then those that were not
/// acknowledged.
/// </summary>
internal sealed class KnownEntries
{
    private readonly Queue<ConversationEntry> _entries = new();

    /// <summary>Number of the last entry; 0 when there is none.</summary>
    public long Last { get; private set; }

    /// <summary>What is kept, in order.</summary>
    public ImmutableArray<ConversationEntry> News => [.. _entries];

    public void Add(ConversationEntry entry)
    {
        _entries.Enqueue(entry);
        Last++;
    }

    /// <summary>
    /// Forgets the entries up to a number, which the sender has. False when some of those after it are forgotten already, for another sender.
    /// </summary>
    public bool TryForget(long upTo)
    {
        if (Last - _entries.Count > upTo) return false;
        while (Last - _entries.Count < upTo) _entries.Dequeue();
        return true;
    }
}
