namespace AgenticAi.Calls.Model;

/// <summary>
/// The model's leg is connected, and its session has the settings of the call and remembers it. It takes the place of the one before,
/// whether that was lost (<see cref="ModelGone"/>) or only left.
/// </summary>
/// <param name="SessionId">The session, as the server names it.</param>
/// <param name="Model">The model it runs on.</param>
/// <param name="Generation">See <see cref="ModelSession"/>.</param>
/// <param name="OwesAnswer">It was told that the caller said something last which nobody has answered.</param>
/// <param name="Remembered">Items of earlier sessions of which it was told what the caller had heard.</param>
public sealed record ModelReady(string SessionId, string Model, int Generation, bool OwesAnswer, IReadOnlySet<string> Remembered);
