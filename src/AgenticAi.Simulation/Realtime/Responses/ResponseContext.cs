using AgenticAi.Simulation.Realtime.Sessions;

namespace AgenticAi.Simulation.Realtime.Responses;

/// <summary>What a response needs of its session.</summary>
internal sealed record ResponseContext(
    EventOut Out, Conversation Conversation, SessionSettings Settings, Func<string> NewItemId, DeltaSizes Sizes, UsageMeter Usage);
