namespace AgenticAi.Simulation.Realtime;

/// <summary>A response of a session at one moment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status"><c>in_progress</c>, <c>completed</c>, <c>cancelled</c> or <c>failed</c>.</param>
/// <param name="Text">What of it was sent, in words.</param>
/// <param name="AudioSent">How much of its audio was sent.</param>
public sealed record RealtimeResponse(string Id, string Status, string Text, TimeSpan AudioSent);
