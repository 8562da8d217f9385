using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>What a caller wants, as an analyser understood it.</summary>
/// <param name="Kind">Which sort of wish.</param>
/// <param name="Command">
/// What is to be done, in words the agent can be given as they are: no greeting, no politeness, references resolved as far as memory
/// allows. Set for <see cref="IntentKind.Command"/> and <see cref="IntentKind.Correction"/>, null for every other kind.
/// </param>
/// <param name="Entities">Names, places, times and numbers in the command, in the order they were said.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="AskBack">True when the command cannot be done before the caller says more: what is missing is the voice's to ask.</param>
public sealed record Intent(IntentKind Kind, string? Command, ImmutableArray<Entity> Entities, double Confidence, bool AskBack)
{
    /// <summary>A wish without a command.</summary>
    public static Intent Of(IntentKind kind, double confidence) => new(kind, Command: null, [], confidence, AskBack: false);

    /// <inheritdoc/>
    public bool Equals(Intent? other) =>
        other is not null && Kind == other.Kind && Command == other.Command && Confidence.Equals(other.Confidence)
        && AskBack == other.AskBack && Entities.AsSpan().SequenceEqual(other.Entities.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Command, Entities.Length, Confidence, AskBack);
}
