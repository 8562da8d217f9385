using System.Collections.Immutable;

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

/// <summary>
/// Have the voice tell an agent's answer when the line is free; answered by <see cref="ReportSpeech"/>. The answer is data: it goes into
/// the model's conversation as the output of its function call, or as a note of the system, never as somebody's words.
/// </summary>
/// <param name="Id">The request to speak.</param>
/// <param name="Command">What was asked for.</param>
/// <param name="Answer">What the agent answered.</param>
/// <param name="CallId">The function call whose output it is; null when the model did not call, or its session is gone.</param>
public sealed record SpeakAnswer(string Id, string Command, string Answer, string? CallId) : ConversationEffect;

/// <summary>Give the model the output of its function call without having anything said. Nothing comes back.</summary>
/// <param name="CallId">The function call.</param>
/// <param name="Status">The outcome of the command.</param>
/// <param name="Answer">The agent's answer, when there was one.</param>
public sealed record GiveOutput(string CallId, CommandStatus Status, string? Answer) : ConversationEffect;

/// <summary>Let the model know what the caller asked for in earlier calls. Nothing comes back.</summary>
public sealed record RemindModel(ImmutableArray<RememberedCommand> Earlier) : ConversationEffect;

/// <summary>Find out what the caller wants; answered by <see cref="ReportIntent"/> or <see cref="FailIntent"/>.</summary>
public sealed record AnalyzeIntent(string ItemId, IntentQuestion Question) : ConversationEffect;

/// <summary>
/// Have the agent do something; answered by <see cref="ReportCommand"/>, and by <see cref="ReportSlow"/> before it if that takes long.
/// </summary>
public sealed record RunCommand(string CommandId, Job Job, ConversationMemory Memory) : ConversationEffect;

/// <summary>Stop the agent if it is at this command, and tell the model if it waits for it. Nothing comes back.</summary>
/// <param name="CommandId">The command.</param>
/// <param name="CallId">The function call that waits for it.</param>
public sealed record StopCommand(string CommandId, string? CallId) : ConversationEffect;
