namespace AgenticAi.Simulation.Realtime;

/// <summary>The simulated model is asked for a response.</summary>
/// <param name="Session">Number of the session, from 0.</param>
/// <param name="Response">Number of the response in the session, from 0.</param>
/// <param name="Utterance">Which line of the scenario's caller was heard last, from 0; -1 before the first.</param>
/// <param name="Instructions">What <c>response.create</c> asked for, or null.</param>
/// <param name="Items">The conversation so far.</param>
public sealed record ReplyRequest(int Session, int Response, int Utterance, string? Instructions, IReadOnlyList<RealtimeItem> Items);
