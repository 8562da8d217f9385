using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>Words, or word groups, compared by content.</summary>
public sealed record WordList(ImmutableArray<string> Words)
{
    /// <inheritdoc/>
    public bool Equals(WordList? other) => other is not null && Words.AsSpan().SequenceEqual(other.Words.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Words.Length;
}
