namespace AgenticAi.Conversations;

/// <summary>A shape in which one of a family was stored before.</summary>
internal interface IFormer<out T>
    where T : class
{
    /// <summary>The same as it is now.</summary>
    T Today { get; }
}
