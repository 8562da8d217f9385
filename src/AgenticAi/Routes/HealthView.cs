using AgenticAi.Conversations;
using AgenticAi.Journal;

namespace AgenticAi.Routes;

/// <summary>What <c>/health</c> says.</summary>
/// <param name="Status"><c>ok</c>, <c>full</c>, <c>draining</c>, <c>budget</c> or <c>actors</c>.</param>
/// <param name="Calls">Calls that run.</param>
/// <param name="Actors"><c>ok</c>, or which check of the actor system failed and why.</param>
/// <param name="Journal"><c>ok</c>, or why it cannot be used; calls go on without it, so it does not make the server unready.</param>
/// <param name="JournalDetails">The journal in numbers.</param>
/// <param name="Brains">The brains of the live calls in numbers, added up.</param>
internal sealed record HealthView(
    string Status, int Calls, string Actors, string Journal, JournalView JournalDetails, BrainView Brains);

/// <summary>The journal in numbers; the counts are of this process. See <see cref="JournalHealth"/>.</summary>
internal sealed record JournalView(
    long Entries,
    long Events,
    long Failures,
    DateTimeOffset? FailingSince,
    string? LastError,
    long FilesLost,
    DateTimeOffset? FileLostAt)
{
    public static JournalView Of(JournalHealth health) => new(
        health.Entries, health.Events, health.Failures, health.FailingSince, health.LastError, health.FilesLost, health.FileLostAt);

    /// <summary>The journal in a word. A brain that cannot read it knows what the writer of the journal does not.</summary>
    public static string WordOf(JournalHealth health, BrainHealth brains) =>
        !health.Available ? health.LastError ?? "not available"
        : brains.JournalFailingSince is not null ? "not available to all calls"
        : "ok";
}

/// <summary>Brains in numbers. See <see cref="BrainHealth"/>.</summary>
internal sealed record BrainView(
    int Waiting,
    long Refused,
    long Ignored,
    long Failed,
    long Lost,
    long EffectsFailed,
    string? StoppedBecause,
    long JournalFailures,
    DateTimeOffset? JournalFailingSince)
{
    public static BrainView Of(BrainHealth health) => new(
        health.Waiting, health.Refused, health.Ignored, health.Failed, health.Lost, health.EffectsFailed, health.StoppedBecause,
        health.JournalFailures, health.JournalFailingSince);
}
