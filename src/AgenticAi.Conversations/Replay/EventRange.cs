namespace AgenticAi.Conversations;

/// <summary>Events of a conversation in a row, both included.</summary>
public readonly record struct EventRange(long First, long Last)
{
    /// <inheritdoc/>
    public override string ToString() => First == Last ? $"event {First}" : $"events {First} to {Last}";
}
