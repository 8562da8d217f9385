using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Model;

/// <summary>Something to send to the model.</summary>
/// <param name="Event">What.</param>
/// <param name="Generation">The session it was meant for: another one does not know the items it speaks of.</param>
public sealed record ModelCommand(ClientEvent Event, int Generation);
