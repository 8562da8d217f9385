namespace AgenticAi.Conversations;

/// <summary>What an analyser is asked.</summary>
/// <param name="Text">The words of the caller, as transcribed.</param>
/// <param name="Memory">What was said and done before them, within a budget.</param>
public sealed record IntentQuestion(string Text, ConversationMemory Memory);
