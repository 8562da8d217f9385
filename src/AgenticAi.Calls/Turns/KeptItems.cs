using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// Items that we put into the model's memory. They have ids of ours, so that the model's report of them is not taken for something
/// that was said.
/// </summary>
internal static class KeptItems
{
    /// <summary>The item with an id; <paramref name="number"/> is to be unique in its session.</summary>
    public static NewItem Named(NewItem item, string number) => item with { Id = RestoredItems.Prefix + number };
}
