namespace AgenticAi.Calls.Model;

/// <summary>The model's leg is lost, and another is being opened.</summary>
/// <param name="SessionId">The session that is gone.</param>
/// <param name="Why">For log and journal.</param>
public sealed record ModelGone(string SessionId, string Why);
