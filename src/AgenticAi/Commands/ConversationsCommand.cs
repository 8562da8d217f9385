using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using Spectre.Console;

namespace AgenticAi.Commands;

/// <summary><c>conversations</c>: lists what the journal holds, newest first.</summary>
internal static class ConversationsCommand
{
    public static Command Build(ConfigOption config)
    {
        var limit = new Option<int>("--limit") { Description = "At most this many, from 1.", DefaultValueFactory = _ => 50 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<int>() < 1) result.AddError("--limit: must be at least 1");
        });
        var number = new Option<string?>("--number") { Description = "Only those from or to this number.", HelpName = "+15550100" };
        var since = new Option<DateTimeOffset?>("--since")
        {
            Description = "Only those begun then or later; without an offset UTC.",
            HelpName = "2026-11-02T09:30",
            CustomParser = TimeOf,
        };
        var until = new Option<DateTimeOffset?>("--until") { Description = "Only those begun before.", HelpName = "TIME", CustomParser = TimeOf };
        var ended = new Option<string?>("--ended")
        {
            Description = "Only those that ended for this reason; docs/end-reasons.md has them.",
            HelpName = "caller-hung-up",
        };
        ended.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } name && EndReason.Named(name).Known is null)
                result.AddError($"--ended: '{name}' is no end reason");
        });
        var minCost = new Option<decimal?>("--min-cost") { Description = "Only those that cost this much or more.", HelpName = "0.50" };
        var json = new JsonOption();
        var command = new Command("conversations", "List the recorded conversations, newest first.")
        {
            limit, number, since, until, ended, minCost, json,
        };
        command.SetAction((parsed, cancelled) => JournalReading.RunAsync(parsed, config, async (journal, output) =>
        {
            var query = new ConversationQuery
            {
                Number = parsed.GetValue(number),
                Since = parsed.GetValue(since),
                Until = parsed.GetValue(until),
                EndReason = parsed.GetValue(ended) is { } reason ? EndReason.Named(reason) : null,
                MinCost = parsed.GetValue(minCost),
            };
            await journal.ReadModel.CatchUpAsync(cancelled);
            Print(output, await ListAsync(journal, query, parsed.GetValue(limit), cancelled), parsed.GetValue(json));
            return ExitCode.Success;
        }));
        return command;
    }

    /// <summary>As many as are wanted, page by page.</summary>
    private static async Task<IReadOnlyList<ConversationSummary>> ListAsync(
        JournalDatabase journal, ConversationQuery query, int limit, CancellationToken cancelled)
    {
        List<ConversationSummary> found = [];
        while (found.Count < limit)
        {
            int size = Math.Min(limit - found.Count, ConversationQuery.MaxLimit);
            IReadOnlyList<ConversationSummary> page = await journal.Archive.ListAsync(query with { Limit = size }, cancelled);
            found.AddRange(page);
            if (page.Count < size) break;
            query = query with { After = ConversationPosition.Of(page[^1]) };
        }

        return found;
    }

    private static DateTimeOffset? TimeOf(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)) return time;
        result.AddError($"'{text}' is no time, such as 2026-11-02T09:30");
        return null;
    }

    private static void Print(CommandOutput output, IReadOnlyList<ConversationSummary> conversations, bool asJson)
    {
        IEnumerable<ConversationRow> rows = conversations.Select(RowOf);
        if (asJson) output.Text.WriteLine(JsonSerializer.Serialize(rows, CommandJson.Default.IEnumerableConversationRow));
        else if (conversations.Count == 0) output.Text.WriteLine("The journal holds no such conversation.");
        else output.Screen.Write(TableOf(conversations));
    }

    private static Table TableOf(IReadOnlyList<ConversationSummary> conversations)
    {
        // An id is there to be copied, to replay for one: it stays in one piece, however narrow the terminal.
        Table table = new Table().RoundedBorder().AddColumn("id", id => id.NoWrap())
            .AddColumns("started (UTC)", "from", "to", "events", "ended").AddColumn("cost", cost => cost.NoWrap());
        foreach (ConversationRow row in conversations.Select(RowOf))
        {
            table.AddRow(
                Markup.Escape(row.Id), row.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                Markup.Escape(row.From ?? ""), Markup.Escape(row.To ?? ""),
                row.Events.ToString(CultureInfo.InvariantCulture), Markup.Escape(row.EndReason ?? "—"),
                row.Cost is { } cost ? Markup.Escape($"{cost.ToString("0.######", CultureInfo.InvariantCulture)} {row.Currency}") : "");
        }

        return table;
    }

    private static ConversationRow RowOf(ConversationSummary summary) => new(
        summary.ConversationId, summary.FirstEventAt, summary.Started?.From, summary.Started?.To, summary.Events,
        summary.Ended?.Reason.Name, summary.EndedAt, summary.Cost?.Amount, summary.Cost?.Currency);
}
