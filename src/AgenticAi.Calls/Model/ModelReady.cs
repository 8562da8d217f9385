namespace AgenticAi.Calls.Model;

/// <summary>The model's leg is connected, and its session has the settings of the call.</summary>
/// <param name="SessionId">The session, as the server names it.</param>
/// <param name="Model">The model it runs on.</param>
public sealed record ModelReady(string SessionId, string Model);
