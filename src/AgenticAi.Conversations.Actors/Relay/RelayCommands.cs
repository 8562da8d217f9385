using System.Collections.Immutable;

namespace AgenticAi.Conversations.Actors;

/// <summary>The commands that no answer of the brain covers yet, with the numbers by which it knows them again.</summary>
internal sealed class RelayCommands(int maxBatch)
{
    private readonly Queue<TimedCommand> _waiting = new();
    private int _alone;

    /// <summary>How many there are.</summary>
    public int Count => _waiting.Count;

    /// <summary>Number of the first; of the next to come when there is none.</summary>
    public long FirstNumber { get; private set; } = 1;

    /// <summary>True when they are not to wait for others any longer: one of them is awaited, or they fill a delivery.</summary>
    public bool AreDue { get; private set; }

    public void Add(TimedCommand command)
    {
        _waiting.Enqueue(command);
        AreDue |= _waiting.Count >= maxBatch || AwaitedCommands.Include(command.Command);
    }

    /// <summary>What is delivered next: the same again until it is taken or dropped.</summary>
    public ImmutableArray<TimedCommand> Next() => [.. _waiting.Take(_alone > 0 ? 1 : maxBatch)];

    /// <summary>The brain has taken all up to a number. Returns how many that were.</summary>
    public int Taken(long number)
    {
        int taken = 0;
        for (; FirstNumber <= number && _waiting.Count > 0; taken++) Drop();
        return taken;
    }

    /// <summary>Of a delivery that the journal refuses as it is, each is tried alone; one that was alone is dropped and returned.</summary>
    /// <param name="delivered">How many were in it.</param>
    public TimedCommand? Refused(int delivered)
    {
        if (delivered == 1) return Drop();
        _alone = delivered;
        return null;
    }

    private TimedCommand Drop()
    {
        FirstNumber++;
        if (_alone > 0) _alone--;
        TimedCommand dropped = _waiting.Dequeue();
        AreDue = _waiting.Any(static command => AwaitedCommands.Include(command.Command)) || _waiting.Count >= maxBatch || _alone > 0;
        return dropped;
    }
}
