namespace AgenticAi.Realtime.Events;

/// <summary>A message that is not what the protocol says. Its text names what is wrong and never holds the payload.</summary>
public sealed class RealtimeProtocolException(string message) : Exception(message);
