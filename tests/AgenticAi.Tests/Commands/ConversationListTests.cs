using System.Text.Json;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using AgenticAi.Tests.Calls;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Tests.Commands;

/// <summary><c>conversations</c> with its filters, and <c>journal rebuild</c>.</summary>
public sealed class ConversationListTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("agenticai-lists-").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder, "journal.db");

    private string Config => Path.Combine(_folder, "config.yaml");

    public async ValueTask InitializeAsync()
    {
        await System.IO.File.WriteAllTextAsync(
            Config,
            $"""
            openai_realtime: {"{ api_key: sk-test }"}
            twilio: {"{ validate_signatures: false }"}
            journal: {"{"} connection: "Data Source={File}" {"}"}
            """,
            Cancelled);
        await (await OpenAsync()).DisposeAsync();
        Store("c1", Noon, "+15550101", spoken: 2, CallEndReason.CallerHungUp);
        Store("c2", Noon.AddHours(1), "+15550102", spoken: 3, CallEndReason.Operator);
        Store("c3", Noon.AddHours(2), "+15550101", spoken: 0, end: null);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("c3 c2 c1")]
    [InlineData("c3 c2", "--limit", "2")]
    [InlineData("c3 c1", "--number", "+15550101")]
    [InlineData("c3 c2", "--since", "2026-11-02T13:00")]
    [InlineData("c1", "--until", "2026-11-02T15:00+02:00")]
    [InlineData("c2", "--ended", "operator")]
    [InlineData("c2", "--min-cost", "2.5")]
    [InlineData("c2 c1", "--min-cost", "0.01", "--until", "2026-11-03")]
    public async Task Those_are_listed_that_fulfil_all_that_is_asked_for(string ids, params string[] arguments)
    {
        (int exitCode, string json) = await RunAsync(["conversations", "--json", .. arguments]);

        exitCode.ShouldBe(0, json);
        string.Join(' ', JsonDocument.Parse(json).RootElement.EnumerateArray().Select(row => row.GetProperty("id").GetString())).ShouldBe(ids);
    }

    [Theory]
    [InlineData("must be at least 1", "--limit", "0")]
    [InlineData("'yesterday' is no time", "--since", "yesterday")]
    [InlineData("'bored' is no end reason", "--ended", "bored")]
    public async Task What_cannot_be_asked_for_is_said(string said, params string[] arguments)
    {
        (int exitCode, string output) = await RunAsync(["conversations", .. arguments]);

        exitCode.ShouldBe(1);
        output.ShouldContain(said);
    }

    [Fact]
    public async Task A_table_shows_what_a_call_has_cost_and_a_rebuild_what_the_entries_say()
    {
        (await RunAsync("conversations")).Output.ShouldContain("3 USD");
        await using (JournalDatabase journal = await OpenAsync())
        {
            await using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File};Pooling=False");
            await connection.OpenAsync(Cancelled);
            await using var spoil = connection.CreateCommand();
            spoil.CommandText = "UPDATE conversations SET cost = '99', end_reason = 'model-lost'";
            await spoil.ExecuteNonQueryAsync(Cancelled);
        }

        (await RunAsync("conversations", "--ended", "model-lost", "--min-cost", "99", "--json")).Output.ShouldContain("\"c1\"");
        (int exitCode, string said) = await RunAsync("journal", "rebuild");
        exitCode.ShouldBe(0, said);
        said.ShouldContain(File);
        (await RunAsync("conversations", "--ended", "model-lost")).Output.ShouldContain("no such conversation");
        (await RunAsync("conversations")).Output.ShouldContain("3 USD");
    }

    private Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) =>
        CommandRun.ToEndAsync([.. arguments, "--config", Config]);

    private Task<JournalDatabase> OpenAsync() => JournalDatabase.OpenAsync(
        JournalProvider.Sqlite, $"Data Source={File}", new JournalOptions(), TimeProvider.System, NullLogger.Instance, Cancelled);

    private void Store(string id, DateTimeOffset at, string from, int spoken, CallEndReason? end)
    {
        var budget = new BudgetPolicy
        {
            Currency = "USD",
            PricesAsOf = new DateOnly(2026, 11, 1),
            Voice = new ModelPrice("gpt-realtime-2.1") { AudioOut = 1_000_000 },
        };
        List<ConversationCommand> told =
        [
            new StartConversation(
                id, "MZ1", CallDirection.Inbound, from, "+15550199", new ConversationSettings("gpt-realtime-2.1", "alloy", "pcm16", "Be kind.")),
            new AdoptPolicy(new ConversationPolicy { Budget = budget }),
        ];
        if (spoken > 0) told.Add(new ReportUsage("r1", new TokenUsage(spoken, 0, spoken, 0, 0, 0, spoken, 0)));
        if (end is { } reason) told.Add(new EndConversation(reason, null));
        StoredEntries.Store(File, id, at, told);
    }
}
