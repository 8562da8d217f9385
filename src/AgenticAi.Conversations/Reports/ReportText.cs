using System.Globalization;
using System.Text;

namespace AgenticAi.Conversations;

/// <summary>The report as lines for a terminal, to which control characters in what was said are never sent.</summary>
internal static class ReportText
{
    public static string Of(ConversationReport report)
    {
        var text = new StringBuilder();
        Line(text, string.Join(" · ", Parts($"Conversation {report.ConversationId}", Name(report.Direction), Numbers(report))));
        Line(text, string.Join(" · ", Parts(
            string.Create(CultureInfo.InvariantCulture, $"Started {report.StartedAt:yyyy-MM-dd HH:mm:ss} UTC"),
            report.Settings?.Model,
            report.Settings is { } settings ? $"voice {settings.Voice}" : null,
            report.Settings?.AudioFormat)));
        Line(text, "");
        foreach (ReportEntry entry in report.Entries) Line(text, $"  {Clock(entry.AtMs)}  {Who(entry),-7} {What(entry)}");
        Line(text, "");
        Line(text, End(report));
        Line(text, Tokens(report));
        if (report.Cost is { } cost) Line(text, ReportCost.Of(cost, report.PricesAsOf));
        return text.ToString();
    }

    private static string What(ReportEntry entry) => entry.Kind switch
    {
        "caller" => entry.Text is { } words ? Spoken(words) : $"(words not known: {Words(entry.Outcome!)})",
        "assistant" => Assistant(entry),
        "speech-requested" => $"\"{Words(entry.Text!)}\" ({Words(entry.Outcome!)})",
        "digit-pressed" => $"key {Words(entry.Text!)}",
        "conversation-resumed" => $"caller back on a new stream: {Words(entry.Text!)}",
        "model-connected" => $"model connected: {Words(entry.Text!)}",
        "budget-warned" => $"budget of the {entry.Id} nearly spent: {Words(entry.Text!)}",
        "budget-exceeded" => $"budget of the {entry.Id} spent: {Words(entry.Text!)}",
        "model-lost" => $"model lost: {Words(entry.Text!)}",
        "problem-noted" => $"problem {Words(entry.Id!)}: {Words(entry.Text!)}",
        _ => $"{ReportWork.Title(entry.Kind)}: {Words(entry.Text!)}",
    };

    private static string Assistant(ReportEntry entry)
    {
        string all = entry.Text is { } words ? Spoken(words) : "(words not known)";
        if (!entry.Interrupted) return all;
        string cut = entry.HeardMs is { } ms
            ? string.Create(CultureInfo.InvariantCulture, $"cut after {ms / 1000.0:0.0} s")
            : "cut by the end";
        if (entry.HeardText is not { } heardText) return $"{all} [{cut}]";
        string heard = Words(heardText);
        string unheard = all.StartsWith(heard, StringComparison.Ordinal) ? all[heard.Length..].Trim() : "";
        return (unheard.Length == 0 ? $"{heard} [{cut}]" : $"{heard} [{cut}; not heard: {unheard}]").TrimStart();
    }

    private static string Who(ReportEntry entry) => entry.Kind switch
    {
        "caller" => "caller",
        "assistant" => "agent",
        "speech-requested" => "say",
        "digit-pressed" => "caller",
        _ => "·",
    };

    private static string End(ConversationReport report) => report switch
    {
        { EndReason: { } reason, DurationMs: { } ms } =>
            $"Ended after {Clock(ms)}: {Words(reason.Name)}{(report.EndDetail is { } detail ? $" ({Words(detail)})" : "")}",
        _ => "Not ended: the call goes on, or the program was stopped in the middle of it.",
    };

    private static string Tokens(ConversationReport report)
    {
        TokenUsage t = report.Usage;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Tokens: {t.Input:N0} in ({t.InputAudio:N0} audio, {t.InputText:N0} text, {t.Cached:N0} cached), "
            + $"{t.Output:N0} out ({t.OutputAudio:N0} audio, {t.OutputText:N0} text), {report.Responses:N0} responses");
    }

    private static string? Name(CallDirection? direction) => direction switch
    {
        CallDirection.Inbound => "inbound",
        CallDirection.Outbound => "outbound",
        _ => null,
    };

    private static string? Numbers(ConversationReport report) =>
        report.From is { } from ? $"{Words(from)} → {Words(report.To ?? "")}" : null;

    private static string Clock(long ms) =>
        TimeSpan.FromMilliseconds(ms).ToString(ms < 3_600_000 ? @"mm\:ss\.fff" : @"h\:mm\:ss\.fff", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Parts(params string?[] parts) => parts.OfType<string>().Where(part => part.Length > 0);

    private static string Spoken(string text) => Words(text) is { Length: > 0 } words ? words : "(no words)";

    private static string Words(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    private static void Line(StringBuilder text, string line) => text.Append(line.TrimEnd()).Append('\n');
}
