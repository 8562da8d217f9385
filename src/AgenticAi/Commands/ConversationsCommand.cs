using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using AgenticAi.Conversations;
using Spectre.Console;

namespace AgenticAi.Commands;

/// <summary><c>conversations</c>: lists what the journal holds, newest first.</summary>
internal static class ConversationsCommand
{
    public static Command Build(ConfigOption config)
    {
        var limit = new Option<int>("--limit")
        {
            Description = $"At most this many, 1 to {ConversationQuery.MaxLimit}.",
            DefaultValueFactory = _ => 50,
        };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<int>() is < 1 or > ConversationQuery.MaxLimit)
                result.AddError($"--limit: must be 1 to {ConversationQuery.MaxLimit}");
        });
        var json = new JsonOption();
        var command = new Command("conversations", "List the recorded conversations, newest first.") { limit, json };
        command.SetAction((parsed, cancelled) => JournalReading.RunAsync(parsed, config, async (journal, output) =>
        {
            var query = new ConversationQuery { Limit = parsed.GetValue(limit) };
            IReadOnlyList<ConversationSummary> found = await journal.ListAsync(query, cancelled);
            Print(output, found, parsed.GetValue(json));
            return ExitCode.Success;
        }));
        return command;
    }

    private static void Print(CommandOutput output, IReadOnlyList<ConversationSummary> conversations, bool asJson)
    {
        IEnumerable<ConversationRow> rows = conversations.Select(RowOf);
        if (asJson) output.Text.WriteLine(JsonSerializer.Serialize(rows, CommandJson.Default.IEnumerableConversationRow));
        else if (conversations.Count == 0) output.Text.WriteLine("The journal holds no conversation yet.");
        else output.Screen.Write(TableOf(conversations));
    }

    private static Table TableOf(IReadOnlyList<ConversationSummary> conversations)
    {
        // An id is there to be copied, to replay for one: it stays in one piece, however narrow the terminal.
        Table table = new Table().RoundedBorder().AddColumn("id", id => id.NoWrap())
            .AddColumns("started (UTC)", "from", "to", "events", "ended");
        foreach (ConversationRow row in conversations.Select(RowOf))
        {
            table.AddRow(
                Markup.Escape(row.Id), row.StartedAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                Markup.Escape(row.From ?? ""), Markup.Escape(row.To ?? ""),
                row.Events.ToString(CultureInfo.InvariantCulture), Markup.Escape(row.EndReason ?? "—"));
        }

        return table;
    }

    private static ConversationRow RowOf(ConversationSummary summary) => new(
        summary.ConversationId, summary.FirstEventAt, summary.Started?.From, summary.Started?.To, summary.Events,
        summary.Ended?.Reason.Name, summary.EndedAt);
}
