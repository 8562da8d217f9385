using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>Something the model has to know and nobody is to hear.</summary>
public sealed record ModelNote(NewItem Item);
