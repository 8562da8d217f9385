using System.Collections.Immutable;
using AgenticAi.Conversations;

namespace AgenticAi.Intents.Evaluation;

/// <summary>Something a caller says, and what it means.</summary>
public sealed record LabelledUtterance
{
    /// <summary>Its name, unique in the set: part and id, such as <c>tuned/c1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is an example of.</summary>
    public required string Category { get; init; }

    /// <summary>Whether it stood aside while the rules were made.</summary>
    public required bool IsHeldOut { get; init; }

    /// <summary>The words, as a transcript has them.</summary>
    public required string Text { get; init; }

    /// <summary>What was said and done before.</summary>
    public required ConversationMemory Memory { get; init; }

    /// <summary>What it may be understood as.</summary>
    public required ImmutableArray<IntentKind> Kinds { get; init; }

    /// <summary>Words that the command must have, each once or more.</summary>
    public required ImmutableArray<string> Has { get; init; }

    /// <summary>Words that it must not have.</summary>
    public required ImmutableArray<string> HasNot { get; init; }

    /// <summary>Whether something is missing; null where people would not agree.</summary>
    public required bool? AsksBack { get; init; }
}
