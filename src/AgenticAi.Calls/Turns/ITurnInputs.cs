namespace AgenticAi.Calls.Turns;

/// <summary>Takes turn inputs in order, from any thread, without ever waiting.</summary>
public interface ITurnInputs
{
    /// <summary>Takes an input. Nobody acts on it before <see cref="Signal"/>, so that this may be called under a lock.</summary>
    void Offer(TurnInput input);

    /// <summary>Says that something was offered. Whoever acts on it may do so within this call: hold no lock.</summary>
    void Signal();
}
