using AgenticAi.Conversations;
using AgenticAi.Conversations.Actors;
using AgenticAi.Conversations.Actors.Hosting;
using AgenticAi.Journal;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Measurements;

/// <summary>
/// Many conversations in which a caller says something once a second: how long until that is stored and shown, what it costs, and how many
/// entries are written. Nothing of calls runs beside it.
/// </summary>
internal static class Acknowledgements
{
    private const string Server = "AGENTICAI_TEST_POSTGRES";
    private const string Words = "Hello. I would like to move my appointment on Thursday.";

    public static async Task MeasureAsync(int conversations, int seconds)
    {
        Console.WriteLine(
            "| journal | durability | conversations | entries a conversation-second | CPU a conversation-second, ms | p50, ms | p99, ms | maximum, ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        string? server = Environment.GetEnvironmentVariable(Server);
        foreach (JournalDurability durability in Enum.GetValues<JournalDurability>())
        {
            DirectoryInfo folder = Directory.CreateTempSubdirectory("acknowledgements");
            await MeasureAsync(JournalProvider.Sqlite, $"Data Source={folder.FullName}/journal.db", durability, conversations, seconds);
            folder.Delete(recursive: true);
            if (server is { Length: > 0 })
                await MeasureAsync(JournalProvider.PostgreSql, server + ";Search Path=measured", durability, conversations, seconds);
        }

        if (server is not { Length: > 0 }) Console.WriteLine($"\nPostgreSQL was not measured: {Server} has no connection string.");
    }

    private static async Task MeasureAsync(
        JournalProvider provider, string connection, JournalDurability durability, int conversations, int seconds)
    {
        await using JournalDatabase journal = await JournalDatabase.OpenAsync(
            provider, connection, new JournalOptions { Durability = durability }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddAkka("measured", akka => akka
            .AddHocon("akka { loglevel = OFF, stdout-loglevel = OFF }", HoconAddMode.Prepend)
            .WithConversationJournal(journal, TimeProvider.System)
            .WithConversations(journal.Status));
        using IHost host = builder.Build();
        await host.StartAsync();
        var brains = ConversationBrains.Of(
            host.Services.GetRequiredService<ActorSystem>(), TimeProvider.System,
            static () => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N"));
        // The first half lets the compiler settle.
        await RunAsync(brains, conversations, seconds);
        long entries = journal.Status.Health.Entries;
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        double[] took = await RunAsync(brains, conversations, seconds);
        double total = (double)conversations * seconds;
        string row = $"| {provider} | {durability} | {conversations} | {(journal.Status.Health.Entries - entries) / total:0.00} "
            + $"| {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / total:0.00}";
        Table.Row(row, took, "0.0");
        await host.StopAsync();
    }

    private static async Task<double[]> RunAsync(ConversationBrains brains, int conversations, int seconds)
    {
        double[][] took = await Task.WhenAll(Enumerable.Range(0, conversations).Select(async number =>
        {
            await Task.Delay(TimeSpan.FromSeconds((double)number / conversations), TimeProvider.System); // not all in the same moment
            string id = $"m{number}-{TimeProvider.System.GetUtcNow().UtcTicks}";
            await using BrainRelay brain = brains.Open(id, new NoEffects(), NullLogger.Instance);
            double[] times = new double[seconds];
            for (int n = 0; n < seconds; n++)
            {
                string item = $"item_{n}";
                brain.TryTell(new HearItem(item, null, ItemRole.Caller));
                long start = TimeProvider.System.GetTimestamp();
                brain.TryTell(new TranscribeCaller(item, Words));
                await brain.WhenAsync(state => state.Items.TryGetValue(item, out ConversationTurn? turn) && turn.Text is not null);
                times[n] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System); // the pace of a conversation
            }

            return times;
        }));
        return [.. took.SelectMany(times => times)];
    }

    private sealed class NoEffects : IConversationEffects
    {
        public void Perform(ConversationEffect effect)
        {
        }
    }
}
