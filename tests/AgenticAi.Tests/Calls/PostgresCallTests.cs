using AgenticAi.Configuration;
using AgenticAi.Doctor;
using AgenticAi.Journal;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Tests.Commands;
using Npgsql;

namespace AgenticAi.Tests.Calls;

/// <summary>A whole call whose journal is in PostgreSQL, and the commands that read it.</summary>
public sealed class PostgresCallTests : IDisposable
{
    private const string Variable = "AGENTICAI_TEST_POSTGRES";
    private const string Password = "hunter2-not-asked-for";

    private readonly string _folder = Directory.CreateTempSubdirectory("agenticai-postgres-").FullName;
    private readonly string _schema = "test_" + Path.GetRandomFileName().Replace('.', '_');
    private readonly JournalConfig _journal;

    public PostgresCallTests()
    {
        string? server = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(server), $"No PostgreSQL to test with: {Variable} has no connection string.");
        var address = new NpgsqlConnectionStringBuilder(server) { SearchPath = _schema };
        address.Password ??= Password;
        _journal = new JournalConfig { Provider = JournalProvider.PostgreSql, Connection = address.ConnectionString };
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        // A pool of its own would outlive the test for minutes.
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_journal.Connection) { Pooling = false }.ConnectionString);
        connection.Open();
        using var drop = new NpgsqlCommand($"DROP SCHEMA IF EXISTS {_schema} CASCADE", connection);
        drop.ExecuteNonQuery();
    }

    [Fact]
    public async Task A_call_is_recorded_listed_replayed_and_judged_again()
    {
        string callSid;
        await using (Exchange exchange = await Exchange.OpenAsync(config: config => config with { Journal = _journal }))
        {
            CallRecord record = await exchange.CallAsync(CallerPlans.Listening() with
            {
                Steps =
                [
                    new CallerStep(new AtCue(TimeSpan.FromMilliseconds(100)), new PressAction("42#")),
                    new CallerStep(new AfterPreviousCue(TimeSpan.FromSeconds(1)), new HangUpAction()),
                ],
            });
            callSid = record.CallSid;
            (await exchange.ReportAsync(callSid)).EndReason.ShouldBe("caller-hung-up");
            string health = await exchange.Http.GetStringAsync(
                new Uri(exchange.Server.Url, "/health/live"), TestContext.Current.CancellationToken);
            health.ShouldContain("\"journal\":\"ok\"");
        }

        await File.WriteAllTextAsync(
            Path.Combine(_folder, "config.yaml"),
            $$"""
            openai_realtime: { api_key: sk-test }
            twilio: { validate_signatures: false }
            journal: { provider: postgresql, connection: '{{_journal.Connection}}' }
            """,
            TestContext.Current.CancellationToken);
        (await RunAsync("conversations", "--json")).ShouldContain(callSid);
        (await RunAsync("replay", callSid)).ShouldContain("key 4");
        (await RunAsync("replay", "--all", "--verify")).ShouldContain("1 conversations: 1 the same");
    }

    [Fact]
    public async Task Doctor_looks_at_it_and_shows_no_password()
    {
        Finding finding = await JournalCheck.ExamineAsync(_journal, TimeProvider.System, TestContext.Current.CancellationToken);

        finding.Verdict.ShouldBe(Verdict.Good, finding.Text);
        finding.Text.ShouldContain("can be written; it is empty");
        finding.Text.ShouldContain("***");
        finding.Text.ShouldNotContain(Password);

        finding = await JournalCheck.ExamineAsync(
            _journal with { Connection = $"Host=127.0.0.1;Port=1;Username=u;Password={Password}" }, TimeProvider.System,
            TestContext.Current.CancellationToken);
        finding.Verdict.ShouldBe(Verdict.Failed);
        finding.Text.ShouldStartWith("The journal postgresql://127.0.0.1:1/u cannot be opened: ");
        finding.Text.ShouldNotContain(Password);
    }

    private async Task<string> RunAsync(params string[] arguments)
    {
        (int exitCode, string output) = await ProgramRun.ToEndAsync(_folder, new Dictionary<string, string>(), arguments);
        exitCode.ShouldBe(0, output);
        return output;
    }
}
