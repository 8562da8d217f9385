using AgenticAi.Conversations;

namespace AgenticAi.Commands;

/// <summary>A conversation that was judged again, for machines.</summary>
/// <param name="Id">The conversation.</param>
/// <param name="Outcome"><c>same</c>, <c>different</c> or <c>damaged</c>.</param>
/// <param name="Commands">Commands that led to the same events again.</param>
/// <param name="Events">Those events.</param>
/// <param name="Command">Number of the command that leads to something else, from 1.</param>
/// <param name="Sequence">The event that differs.</param>
/// <param name="Text">All of it in words.</param>
internal sealed record VerificationRow(
    string Id,
    string Outcome,
    int Commands,
    int Events,
    int? Command,
    long? Sequence,
    string Text)
{
    public static VerificationRow Of(ReplayFinding finding) => new(
        finding.ConversationId,
        finding.Outcome switch
        {
            ReplayOutcome.Same => "same",
            ReplayOutcome.Different => "different",
            _ => "damaged",
        },
        finding.Commands,
        finding.Events,
        finding.Difference?.Number,
        finding.Difference?.Sequence,
        finding.ToText());
}
