using System.Text.Json;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using AgenticAi.Tests.Calls;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Tests.Commands;

/// <summary><c>replay</c> with <c>--verify</c> and <c>--export</c>.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("agenticai-replay-").FullName;

    public ReplayCommandTests() => File.WriteAllText(
        PathOf("config.yaml"),
        $"""
        openai_realtime:
          api_key: sk-test
        twilio:
          validate_signatures: false
        journal:
          connection: Data Source={PathOf("journal.db")}
        """);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Conversations_are_judged_again_one_or_all()
    {
        await StoreAsync("same", new DigitPressed("1"), new PressDigit("1"));
        (await RunAsync("--all", "--verify")).ShouldBe(
            (0, "1 conversations: 1 the same, 0 different, 0 damaged."));
        (await RunAsync("same", "--verify")).ShouldBe((0, "same: the same. 1 commands led to 1 events again."));
        await StoreAsync("other", new DigitPressed("2"), new PressDigit("1"));

        (int one, string difference) = await RunAsync("other", "--verify");
        one.ShouldBe(1);
        difference.ShouldContain("command 1, press-digit, at 1970-01-01 00:00:00.0000000 UTC");
        difference.ShouldContain("recorded: digit-pressed {\"digit\":\"2\"}");
        difference.ShouldContain("today:    digit-pressed {\"digit\":\"1\"}");
        (int all, string found) = await RunAsync("--all", "--verify");
        all.ShouldBe(1);
        found.ShouldStartWith("other: different");
        found.ShouldEndWith("2 conversations: 1 the same, 1 different, 0 damaged.");
        (int machine, string json) = await RunAsync("--all", "--verify", "--json");
        machine.ShouldBe(1);
        JsonDocument.Parse(json).RootElement.EnumerateArray().Select(row => row.GetProperty("outcome").GetString())
            .ShouldBe(["different", "same"]);
    }

    [Fact]
    public async Task Nothing_that_could_be_verified_is_no_success()
    {
        await OpenAsync();

        (await RunAsync("--all", "--verify")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task A_conversation_is_exported_for_tests()
    {
        await StoreAsync("c1", new DigitPressed("1"), new PressDigit("1"));

        (int exitCode, string said) = await RunAsync("c1", "--export", PathOf("c1.jsonl"));

        exitCode.ShouldBe(0, said);
        said.ShouldStartWith("1 commands and 1 events of c1 are in ");
        using StreamReader file = File.OpenText(PathOf("c1.jsonl"));
        ReplayVerification.Of(ConversationRecording.Parse(file)).Outcome.ShouldBe(ReplayOutcome.Same);
        (await RunAsync("c1", "--export", PathOf("no/such/folder/c1.jsonl"))).ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData("Name a conversation, or all of them")]
    [InlineData("Name a conversation, or all of them", "c1", "--all", "--verify")]
    [InlineData("--all needs --verify", "--all")]
    [InlineData("--export stands alone", "c1", "--export", "x", "--verify")]
    [InlineData("The journal has no conversation nobody", "nobody", "--verify")]
    [InlineData("The journal has no conversation nobody", "nobody", "--export", "x")]
    public async Task What_makes_no_sense_is_said(string said, params string[] arguments)
    {
        (int exitCode, string output) = await RunAsync(arguments);

        exitCode.ShouldBe(1);
        output.ShouldContain(said);
    }

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        (int exitCode, string output) = await CommandRun.ToEndAsync(["replay", .. arguments, "--config", PathOf("config.yaml")]);
        return (exitCode, output.Trim());
    }

    private string PathOf(string file) => Path.Combine(_folder, file);

    private async Task StoreAsync(string id, ConversationEvent happened, ConversationCommand command)
    {
        await OpenAsync();
        StoredEntries.Store(PathOf("journal.db"), id, DateTimeOffset.UnixEpoch, command, happened);
    }

    /// <summary>Makes the journal where it is missing.</summary>
    private async Task OpenAsync() => await (await JournalDatabase.OpenAsync(
        JournalProvider.Sqlite, $"Data Source={PathOf("journal.db")}", new JournalOptions(), TimeProvider.System, NullLogger.Instance, Cancelled))
        .DisposeAsync();
}
