namespace AgenticAi.Conversations;

/// <summary>
/// Something to be done outside, performed after the event that asks for it is stored. A closed family.
/// Its outcome comes back as a command with the same id.
/// </summary>
public abstract record ConversationEffect
{
    private protected ConversationEffect()
    {
    }
}

/// <summary>Give a text to the voice when the line is free; answered by <see cref="ReportSpeech"/>.</summary>
public sealed record Speak(string Id, string Text, string Source) : ConversationEffect;
