using AgenticAi.Conversations;

namespace AgenticAi.Calls.Tests.Model;

/// <summary>A conversation that has happened, as its commands told it.</summary>
internal static class Past
{
    public static ConversationState Of(params IEnumerable<ConversationCommand> commands) =>
        commands.Aggregate(ConversationState.New("c1"), (state, command) =>
            ConversationRules.Apply(state, ConversationRules.Decide(state, command, DateTimeOffset.UnixEpoch).Events));

    /// <summary>The caller spoke and was understood.</summary>
    public static ConversationCommand[] Said(string id, string words) => [.. Spoke(id), new TranscribeCaller(id, words)];

    /// <summary>The caller spoke, in words that are not known yet.</summary>
    public static ConversationCommand[] Spoke(string id) => [new CallerStartsSpeaking(id, 100), new CallerStopsSpeaking(id, 900)];

    /// <summary>The assistant was heard to its end.</summary>
    public static ConversationCommand[] Heard(string id, string words) =>
        [new AssistantTranscript(id, $"r-{id}", words), new AssistantHeard(id, 800, null, Interrupted: false)];

    /// <summary>The assistant was interrupted.</summary>
    public static ConversationCommand[] Cut(string id, string words, int heardMs, string? heard) =>
        [new AssistantTranscript(id, $"r-{id}", words), new AssistantHeard(id, heardMs, heard, Interrupted: true)];

    /// <summary>The assistant's words are known, and not how much of them was heard.</summary>
    public static ConversationCommand[] Unheard(string id, string words) => [new AssistantTranscript(id, $"r-{id}", words)];
}
