namespace AgenticAi.Conversations;

/// <summary>The settings a conversation was started with: what one needs to understand later why it went as it did.</summary>
/// <param name="Model">Name of the voice model.</param>
/// <param name="Voice">Name of the voice.</param>
/// <param name="AudioFormat">Format on the model leg, as configured (<c>pcm16</c>, <c>pcmu</c>).</param>
/// <param name="Instructions">The system instruction, in full.</param>
public sealed record ConversationSettings(string Model, string Voice, string AudioFormat, string Instructions);
