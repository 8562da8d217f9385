namespace AgenticAi.Conversations;

/// <summary>Told by those who write the journal how it goes. Safe to use from many threads at once.</summary>
public interface IJournalObserver
{
    /// <summary>An entry was stored.</summary>
    /// <param name="events">How many events are in it.</param>
    void Stored(int events);

    /// <summary>The journal could not be written or read.</summary>
    /// <param name="cause">Why.</param>
    void Failed(Exception cause);
}
