namespace AgenticAi.Realtime.Sessions;

/// <summary>What is known of a model by its name.</summary>
/// <param name="State">Whether it can be used.</param>
/// <param name="Replacement">What to use instead.</param>
/// <param name="RetiresOn">The announced last day.</param>
/// <param name="Message">One sentence for the operator; null for a current model.</param>
public sealed record ModelStanding(
    ModelState State, string? Replacement = null, DateOnly? RetiresOn = null, string? Message = null);
