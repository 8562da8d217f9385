namespace AgenticAi.Simulation.Realtime;

/// <summary>How a session ended.</summary>
/// <param name="ByClient">The client closed it with a close frame, before the server did.</param>
/// <param name="CloseCode">Code of the client's close frame; null when the connection went away without one.</param>
/// <param name="CloseReason">Text of the client's close frame.</param>
public sealed record RealtimeSessionEnd(bool ByClient, int? CloseCode, string? CloseReason);
