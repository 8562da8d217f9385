using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Model.Memory;

/// <summary>What a new session is told of the conversation so far.</summary>
/// <param name="Items">To be created in this order. They have no ids: named by the new session, none is taken for one of the old.</param>
/// <param name="OwesAnswer">True when the caller said something last, and nothing that followed it was or is being heard.</param>
public sealed record RestoredConversation(IReadOnlyList<NewItem> Items, bool OwesAnswer)
{
    /// <summary>Ids of the turns that are in the items, be it shortened or only counted.</summary>
    public IReadOnlyList<string> Turns { get; init; } = [];
}
