using System.Diagnostics;
using System.Globalization;
using AgenticAi.Conversations;
using AgenticAi.Conversations.Tests;
using AgenticAi.Journal.CrashWriter;
using AgenticAi.Testing;

namespace AgenticAi.Journal.Tests;

/// <summary>A program that writes as fast as it can is killed (SIGKILL) again and again; what it stored is looked at each time.</summary>
public abstract class CrashTests : IAsyncDisposable
{
    private const int Conversations = 12;
    private const int Rounds = 3;

    protected abstract IStoreFixture Fixture { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Fixture.DisposeAsync();
    }

    [Theory]
    [InlineData(JournalDurability.Disk)]
    [InlineData(JournalDurability.Process)]
    public async Task No_acknowledged_event_is_lost_by_a_kill_and_the_rest_replays_to_the_same_state(JournalDurability durability)
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        Dictionary<string, long> acknowledged = [];
        for (int round = 0; round < Rounds; round++)
        {
            await WriteAndKillAsync(durability, random.Next(1, 300), acknowledged);
            await InspectAsync(acknowledged, $"seed {seed}, round {round}");
        }
    }

    /// <summary>Looks at the storage itself.</summary>
    protected abstract void ShouldBeWhole(string round);

    private async Task WriteAndKillAsync(JournalDurability durability, int killAfter, Dictionary<string, long> acknowledged)
    {
        using Process writer = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                typeof(CrashStory).Assembly.Location,
                Fixture.Address.Provider.ToString(),
                Fixture.Address.ConnectionString,
                durability.ToString(),
                Conversations.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardOutput = true,
        })!;
        try
        {
            for (int line = 0; line < killAfter; line++)
            {
                string? acknowledgement = await writer.StandardOutput.ReadLineAsync(Token).Within();
                Acknowledge(acknowledgement.ShouldNotBeNull("the writer stopped by itself"));
            }
        }
        finally
        {
            writer.Kill();
        }

        // What it wrote before it died still stands in the pipe; only a last line may be cut.
        string rest = await writer.StandardOutput.ReadToEndAsync(Token).Within();
        foreach (string line in rest[..(rest.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)) Acknowledge(line);
        await writer.WaitForExitAsync(Token).Within();

        void Acknowledge(string line)
        {
            string[] parts = line.Split(' ');
            acknowledged[parts[0]] = long.Parse(parts[1], CultureInfo.InvariantCulture);
        }
    }

    private async Task InspectAsync(Dictionary<string, long> acknowledged, string round)
    {
        await using JournalDatabase journal = await Fixture.OpenAsync();
        ShouldBeWhole(round);
        acknowledged.ShouldNotBeEmpty(round);
        for (int n = 0; n < Conversations; n++)
        {
            string id = $"c{n}";
            List<JournaledEvent> events = await journal.Archive.ReadAsync(id, 0, Token).ToListAsync(Token);
            events.Select(entry => entry.Sequence).ShouldBe(Enumerable.Range(1, events.Count).Select(i => (long)i), round);
            ((long)events.Count).ShouldBeGreaterThanOrEqualTo(acknowledged.GetValueOrDefault(id), round);
            StateText.Of(ConversationRules.Apply(ConversationState.New(id), events))
                .ShouldBe(StateText.Of(CrashStory.At(id, events.Count)), round);
            ReplayFinding finding = ReplayVerification.Of(await ConversationRecording.ReadAsync(journal.Archive, id, Token));
            if (events.Count > 0) finding.Outcome.ShouldBe(ReplayOutcome.Same, $"{round}: {finding.ToText()}");
            finding.Events.ShouldBe(events.Count, round);
        }
    }
}
