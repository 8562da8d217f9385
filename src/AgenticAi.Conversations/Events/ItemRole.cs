namespace AgenticAi.Conversations;

/// <summary>Whose item it is in the model's conversation.</summary>
public enum ItemRole
{
    /// <summary>Speech or text of the caller.</summary>
    Caller,

    /// <summary>Speech or text of the assistant.</summary>
    Assistant,

    /// <summary>Something the model was told that nobody said.</summary>
    System,

    /// <summary>A function call or its output.</summary>
    Function,
}
