using System.Text.Json;
using AgenticAi.Conversations;

namespace AgenticAi.Commands;

/// <summary><c>replay --verify</c>: judges recorded conversations again, one after the other.</summary>
internal static class ReplayVerifying
{
    /// <param name="journal">Where they are.</param>
    /// <param name="output">Where the verdict is written.</param>
    /// <param name="conversation">One of them; null for all.</param>
    /// <param name="asJson">A list for machines instead of lines for people.</param>
    /// <param name="cancelled">Stops between two.</param>
    public static async Task<int> RunAsync(
        IConversationArchive journal, CommandOutput output, string? conversation, bool asJson, CancellationToken cancelled)
    {
        Dictionary<ReplayOutcome, int> outcomes = Enum.GetValues<ReplayOutcome>().ToDictionary(outcome => outcome, _ => 0);
        List<VerificationRow> rows = [];
        await foreach (string id in conversation is null ? journal.ReadIdsAsync(cancelled) : One(conversation))
        {
            if (await VerifyAsync(journal, id, cancelled) is not { } finding)
            {
                await output.Errors.WriteLineAsync($"The journal has no conversation {id}.");
                return ExitCode.Failure;
            }

            outcomes[finding.Outcome]++;
            if (asJson) rows.Add(VerificationRow.Of(finding));
            else if (conversation is not null || IsWorthALine(finding)) await output.Text.WriteLineAsync(finding.ToText());
        }

        if (asJson) await output.Text.WriteLineAsync(JsonSerializer.Serialize(rows, CommandJson.Default.ListVerificationRow));
        else if (conversation is null) await output.Text.WriteLineAsync(Summary(outcomes));
        if (outcomes[ReplayOutcome.Different] + outcomes[ReplayOutcome.Damaged] > 0) return ExitCode.Failure;
        return outcomes[ReplayOutcome.Same] > 0 ? ExitCode.Success : ExitCode.NothingToVerify;
    }

    private static async Task<ReplayFinding?> VerifyAsync(IConversationArchive journal, string id, CancellationToken cancelled)
    {
        try
        {
            ConversationRecording recording = await ConversationRecording.ReadAsync(journal, id, cancelled);
            return recording is { Events.Count: 0, Commands.Count: 0 } ? null : ReplayVerification.Of(recording);
        }
        catch (Exception error) when (error is UnknownEventException or UnknownCommandException)
        {
            return ReplayFinding.NotUnderstood(id, error.Message);
        }
    }

    private static bool IsWorthALine(ReplayFinding finding) =>
        finding.Outcome is ReplayOutcome.Different or ReplayOutcome.Damaged;

    private static string Summary(Dictionary<ReplayOutcome, int> outcomes) =>
        $"{outcomes.Values.Sum()} conversations: {outcomes[ReplayOutcome.Same]} the same, {outcomes[ReplayOutcome.Different]} different, "
        + $"{outcomes[ReplayOutcome.Damaged]} damaged.";

    private static async IAsyncEnumerable<string> One(string conversation)
    {
        await Task.CompletedTask;
        yield return conversation;
    }
}
