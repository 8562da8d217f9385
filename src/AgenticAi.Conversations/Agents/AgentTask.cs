using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>What an agent is asked to do.</summary>
/// <param name="Id">Names the task; the same id is never run twice on purpose, so an agent may use it to recognise a repetition.</param>
/// <param name="ConversationId">The call it comes from.</param>
/// <param name="SessionKey">
/// The agent's session: the same for all calls of one caller, different for every two callers. Says nothing of their number.
/// </param>
/// <param name="Caller">The caller's number, or whatever the telephone network tells.</param>
/// <param name="Text">What is to be done.</param>
/// <param name="Entities">What the text names.</param>
/// <param name="Memory">What was said and done before.</param>
public sealed record AgentTask(
    string Id,
    string ConversationId,
    string SessionKey,
    string Caller,
    string Text,
    ImmutableArray<Entity> Entities,
    ConversationMemory Memory);
