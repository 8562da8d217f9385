using AgenticAi.Conversations;

namespace AgenticAi.Configuration;

/// <summary>
/// Section <c>commands</c>: how callers get things done, and within which bounds. Without an agent (<c>agent.gateway</c>) nothing of it
/// has an effect.
/// </summary>
public sealed record CommandsConfig
{
    /// <summary>
    /// By which road a wish becomes a command. Default both: the transcripts catch what the model overlooks, the model what the words do
    /// not say, and what comes both ways is done once.
    /// </summary>
    public CommandRoad Road { get; init; } = CommandRoad.Both;

    /// <summary>
    /// What an analysed wish must reach to be acted upon, 0 to 1. Default 0.6: an indirect wish counts, a guess does not.
    /// </summary>
    public double MinConfidence { get; init; } = 0.6;

    /// <summary>
    /// Numbers that may command; one that ends in <c>*</c> stands for all that begin with it. Empty, the default: everybody.
    /// </summary>
    public IReadOnlyList<string> AllowedCallers { get; init; } = [];

    /// <summary>Asked for before the first command of a call. 4 to 12 digits, or empty, the default: not asked for.</summary>
    public Secret Pin { get; init; } = Secret.None;

    /// <summary>How many wrong PINs are taken, 1 to 10. Default 3, as cash machines do.</summary>
    public int PinAttempts { get; init; } = 3;

    /// <summary>A command with one of these words needs a spoken yes; <c>*</c> means every command. Default: none does.</summary>
    public IReadOnlyList<string> Confirm { get; init; } = [];

    /// <summary>Most commands of one call, 1 to 1,000. Default 20: more than anybody asks for, less than a machine does.</summary>
    public int MaxCommands { get; init; } = 20;

    /// <summary>Most commands of one call that run at a time, 1 to 20. Default 3: a caller cannot follow more answers at once.</summary>
    public int MaxRunning { get; init; } = 3;

    /// <summary>What becomes of running commands when the call ends. Default finish: who hangs up expects it to be done.</summary>
    public JobsAtHangUp AtHangUp { get; init; } = JobsAtHangUp.Finish;

    /// <summary>
    /// Of how many earlier calls of the same number the commands are remembered, 0 to 20. Default 0: a number is not a person, and what
    /// one caller asked for may be none of the next one's business.
    /// </summary>
    public int EarlierCalls { get; init; }

    /// <summary>What the voice says.</summary>
    public CommandWords Words { get; init; } = new();
}
