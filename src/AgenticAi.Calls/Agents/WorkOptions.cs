using System.Collections.Immutable;
using AgenticAi.Conversations;

namespace AgenticAi.Calls.Agents;

/// <summary>How what callers ask for is understood and done.</summary>
public sealed record WorkOptions
{
    /// <summary>Within which bounds, for every call; who may command is added for each.</summary>
    public CommandPolicy Policy { get; init; } = CommandPolicy.None;

    /// <summary>
    /// Numbers that may command, in E.164 form; a number that ends in <c>*</c> stands for all that begin with it. None: everybody may.
    /// </summary>
    public ImmutableArray<string> AllowedCallers { get; init; } = [];

    /// <summary>What a caller has to say or key in before the first command; null for nothing.</summary>
    public string? Pin { get; init; }

    /// <summary>How long an analyser may think. An answer that comes later than the voice's own is of no use.</summary>
    public TimeSpan AnalysisLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an agent may work on a command.</summary>
    public TimeSpan AgentLimit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>After how long the caller is told that it takes a while.</summary>
    public TimeSpan WorkingAfter { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Of how many earlier calls with the same caller the commands are remembered; 0 for none.</summary>
    public int EarlierCalls { get; init; }

    /// <summary>
    /// Told to a voice model that has no function for it: without this it would say that it cannot do what is being done.
    /// </summary>
    public const string Instruction =
        "What the caller wants done or found out is taken care of by an agent that listens to this conversation. When the caller asks for "
        + "such a thing, say in a few words that you are taking care of it and go on with the conversation; you will be given the result. "
        + "Never say that something is done before that.";

    /// <summary>True when callers can have something done.</summary>
    public bool IsOn => Policy.Road is not CommandRoad.None;

    /// <summary>True when the voice model has a function for it.</summary>
    public bool HasFunction => Policy.Road is CommandRoad.Tool or CommandRoad.Both;

    /// <summary>The policy of a call.</summary>
    internal CommandPolicy PolicyFor(string caller) =>
        IsOn ? Policy with { IsCallerAllowed = IsAllowed(caller), NeedsPin = Pin is not null } : CommandPolicy.None;

    private bool IsAllowed(string caller) => AllowedCallers.IsEmpty || AllowedCallers.Any(allowed => allowed.EndsWith('*')
        ? caller.StartsWith(allowed[..^1], StringComparison.Ordinal)
        : caller == allowed);
}
