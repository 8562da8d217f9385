namespace AgenticAi.Conversations;

/// <summary>What somebody wants with what they say. A closed list.</summary>
public enum IntentKind
{
    /// <summary>Nobody can tell: half a sentence, noise, words that mean nothing here. Never acted upon.</summary>
    Unclear,

    /// <summary>Hello, good morning, how are you.</summary>
    Greeting,

    /// <summary>Goodbye, thank you, that was all.</summary>
    Farewell,

    /// <summary>Talk that the voice answers by itself: a remark, a question about the conversation, thanks.</summary>
    Chat,

    /// <summary>Something is to be done or found out by the agent.</summary>
    Command,

    /// <summary>The command before is to be done otherwise; <see cref="Intent.Command"/> is the whole command as it is meant now.</summary>
    Correction,

    /// <summary>What was asked for is not wanted any more.</summary>
    Cancel,

    /// <summary>Yes, to a question whether something is to be done.</summary>
    Confirm,

    /// <summary>No, to a question whether something is to be done.</summary>
    Decline,
}
