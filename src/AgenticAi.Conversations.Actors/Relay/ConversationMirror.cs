using System.Collections.Immutable;

namespace AgenticAi.Conversations.Actors;

/// <summary>
/// The state of a conversation where its call is, folded from the entries that its brain answers with. What our own commands ask for is
/// found by judging them again: the rules are pure, so effects need not travel.
/// </summary>
internal sealed class ConversationMirror(string conversationId, string sender)
{
    /// <summary>Number of the last entry in it; 0 for none.</summary>
    public long Entry { get; private set; }

    public ConversationState State { get; private set; } = ConversationState.New(conversationId);

    /// <summary>Takes entries in, those it has not got.</summary>
    /// <param name="first">Number of the first of them.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="after">Of our own, those with commands after this number are news: what others ask for was asked for already.</param>
    /// <returns>What our own commands in them ask for, and those that changed nothing; null when entries before them are missing.</returns>
    public MirrorChange? Take(long first, ImmutableArray<ConversationEntry> entries, long after)
    {
        if (first > Entry + 1) return null;
        var change = new MirrorChange([], []);
        foreach (ConversationEntry entry in entries.Skip((int)(Entry + 1 - first)))
        {
            if (entry.Sender.Sender == sender && entry.Sender.Number > after) TakeOurs(entry, change);
            else State = ConversationRules.Apply(State, entry.Events);
            Entry++;
        }

        return change;
    }

    /// <summary>Forgets everything, to begin anew with what the journal has now.</summary>
    public void Clear()
    {
        State = ConversationState.New(conversationId);
        Entry = 0;
    }

    private void TakeOurs(ConversationEntry entry, MirrorChange change)
    {
        int taken = 0;
        foreach (JudgedCommand judged in entry.Commands)
        {
            change.Effects.AddRange(ConversationRules.Decide(State, judged.Command, judged.At).Effects);
            State = ConversationRules.Apply(State, entry.Events.Skip(taken).Take(judged.Events));
            taken += judged.Events;
            if (judged.Events == 0) change.Ignored.Add(judged.Command);
        }
    }
}

/// <summary>What follows from entries of our own.</summary>
internal sealed record MirrorChange(List<ConversationEffect> Effects, List<ConversationCommand> Ignored);
