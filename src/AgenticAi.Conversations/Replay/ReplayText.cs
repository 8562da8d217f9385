using System.Globalization;
using System.Text;

namespace AgenticAi.Conversations;

/// <summary>A finding in words. JSON escapes control characters, so none of what was said reaches a terminal as one.</summary>
internal static class ReplayText
{
    public static string Of(ReplayFinding finding)
    {
        string text = $"{finding.ConversationId}: {Outcome(finding)}";
        return finding.Difference is { } difference ? text + "\n" + Of(difference) : text;
    }

    private static string Outcome(ReplayFinding finding) => finding.Outcome switch
    {
        ReplayOutcome.Same => string.Create(
            CultureInfo.InvariantCulture, $"the same. {finding.Commands:N0} commands led to {finding.Events:N0} events again."),
        ReplayOutcome.Different => string.Create(
            CultureInfo.InvariantCulture, $"different, after {finding.Commands:N0} commands that led to {finding.Events:N0} events again."),
        _ => $"damaged. {finding.Damage}",
    };

    private static string Of(ReplayDifference difference)
    {
        JudgedCommand judged = difference.Judged;
        StoredCommand command = ConversationCommandJson.Write(judged.Command);
        string at = judged.At.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
              command {difference.Number}, {command.Name}, at {at} UTC, judged after event {judged.AfterSequence}
                {Encoding.UTF8.GetString(command.Json.Span)}
              event {difference.Sequence}
                recorded: {Of(difference.Recorded) ?? "none"}
                today:    {Of(difference.Today) ?? Of(difference.Thrown) ?? "none"}
            """);
    }

    private static string? Of(JournaledEvent? entry)
    {
        if (entry is null) return null;
        StoredEvent stored = ConversationEventJson.Write(entry.Event);
        return string.Create(
            CultureInfo.InvariantCulture, $"{stored.Name} {Encoding.UTF8.GetString(stored.Json.Span)} at {entry.At:HH:mm:ss.ffffff}");
    }

    private static string? Of(Exception? thrown) =>
        thrown is null ? null : $"{thrown.GetType().Name}: {thrown.Message.ReplaceLineEndings(" ")}";
}
