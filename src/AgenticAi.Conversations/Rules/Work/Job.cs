using System.Collections.Immutable;

namespace AgenticAi.Conversations;

/// <summary>A command and how far it has come.</summary>
/// <param name="Id">The command.</param>
/// <param name="Number">1 for the first of the conversation.</param>
/// <param name="Text">What is to be done.</param>
/// <param name="Entities">What the text names.</param>
/// <param name="UtteranceId">The caller's item in which it was said.</param>
public sealed record Job(string Id, int Number, string Text, ImmutableArray<Entity> Entities, string? UtteranceId)
{
    /// <summary>How far it has come.</summary>
    public CommandStatus Status { get; init; }

    /// <summary>True when it came from the transcript.</summary>
    public bool CameByTranscript { get; init; }

    /// <summary>The model's function call that expects its outcome.</summary>
    public string? CallId { get; init; }

    /// <summary>How many sessions with the model there had been when the function was called: only that session knows the call.</summary>
    public int CallSession { get; init; }

    /// <summary>What it waits for.</summary>
    public HoldReason? HeldFor { get; init; }

    /// <summary>Since when it waits for that.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>True when the caller agreed to it.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>True when the caller was told that it takes long.</summary>
    public bool IsDelayed { get; init; }

    /// <summary>The agent's answer, once it is done.</summary>
    public string? Answer { get; init; }

    /// <summary>True while it has no outcome.</summary>
    public bool IsOpen => Status is CommandStatus.Requested or CommandStatus.Held or CommandStatus.Running;
}
