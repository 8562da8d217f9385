using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>How the caller gets things done, and within which bounds.</summary>
public sealed record CommandPolicy
{
    /// <summary>Nothing is ever done.</summary>
    public static CommandPolicy None { get; } = new();

    /// <summary>How a wish becomes a command.</summary>
    public CommandRoad Road { get; init; }

    /// <summary>An analysed wish below this is taken for talk. 0 to 1.</summary>
    public double MinConfidence { get; init; } = 0.6;

    /// <summary>Whether this caller may command at all: worked out from the allow-list when the call began.</summary>
    public bool IsCallerAllowed { get; init; } = true;

    /// <summary>Whether the first command needs a PIN. The PIN itself is never told to a conversation.</summary>
    public bool NeedsPin { get; init; }

    /// <summary>How many wrong PINs are taken; after the last, commands are refused for the rest of the call.</summary>
    public int PinAttempts { get; init; } = 3;

    /// <summary>Words or word pairs, in lower case: a command that has one of them is done only after a spoken yes. <c>*</c> means every command.</summary>
    public ImmutableArray<string> ConfirmWords { get; init; } = [];

    /// <summary>Most commands of one call.</summary>
    public int MaxCommands { get; init; } = 20;

    /// <summary>Most commands that run at the same time; further ones wait their turn.</summary>
    public int MaxRunning { get; init; } = 3;

    /// <summary>What becomes of commands that run when the call ends.</summary>
    public JobsAtHangUp AtHangUp { get; init; }

    /// <summary>What the voice says.</summary>
    public CommandWords Words { get; init; } = new();

    /// <inheritdoc/>
    public bool Equals(CommandPolicy? other) => other is not null
        && (Road, MinConfidence, IsCallerAllowed, NeedsPin, PinAttempts, MaxCommands, MaxRunning) == (other.Road, other.MinConfidence,
            other.IsCallerAllowed, other.NeedsPin, other.PinAttempts, other.MaxCommands, other.MaxRunning)
        && AtHangUp == other.AtHangUp && Words == other.Words && ConfirmWords.AsSpan().SequenceEqual(other.ConfirmWords.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Road, MinConfidence, MaxCommands, MaxRunning, Words);
}
