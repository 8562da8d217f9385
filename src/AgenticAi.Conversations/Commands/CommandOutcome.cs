using System.Text.Json.Serialization;

namespace AgenticAi.Conversations;

/// <summary>What became of a command that was run. A closed family; stored with its kind first.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Failed), "failed")]
[JsonDerivedType(typeof(TimedOut), "timed-out")]
public abstract record CommandOutcome
{
    private protected CommandOutcome()
    {
    }

    /// <summary>It was done; the agent's answer is data.</summary>
    public sealed record Completed(string Answer) : CommandOutcome;

    /// <summary>It was not done, or nobody knows.</summary>
    /// <param name="Reason">For people.</param>
    public sealed record Failed(string Reason) : CommandOutcome;

    /// <summary>It was stopped at its time limit.</summary>
    public sealed record TimedOut(long AfterMs) : CommandOutcome;
}
