using AgenticAi.Conversations;
using AgenticAi.Journal;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Measurements;

/// <summary>
/// Many conversations append to one journal as fast as it answers: how long an append takes until it is durable, and how many there are
/// in a transaction. One event an append, alone, with the command that led to it, and the command alone (ignored).
/// </summary>
internal static class Appends
{
    private const string Server = "AGENTICAI_TEST_POSTGRES";
    private const string Words = "Hello. I would like to move my appointment on Thursday.";

    public static async Task MeasureAsync(int conversations, int each)
    {
        Console.WriteLine("| journal | at once | what | appends/s | in a transaction | p50, ms | p99, ms | maximum, ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("appends");
        await MeasureAsync(JournalProvider.Sqlite, $"Data Source={folder.FullName}/journal.db", conversations, each);
        folder.Delete(recursive: true);
        if (Environment.GetEnvironmentVariable(Server) is { Length: > 0 } server)
            await MeasureAsync(JournalProvider.PostgreSql, server + ";Search Path=measured_appends", conversations, each);
        else
            Console.WriteLine($"\nPostgreSQL was not measured: {Server} has no connection string.");
    }

    private static async Task MeasureAsync(JournalProvider provider, string connection, int conversations, int each)
    {
        await using JournalStore journal = await JournalStore.OpenAsync(
            provider, connection, new JournalOptions(), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        await RunAsync(journal, "warm-up", conversations, each / 4, events: 1, commands: 1);
        (string What, int Events, int Commands)[] kinds = [("event", 1, 0), ("event and command", 1, 1), ("ignored command", 0, 1)];
        foreach ((string what, int events, int commands) in kinds)
        {
            long commits = journal.Health.Commits;
            long start = TimeProvider.System.GetTimestamp();
            double[] took = await RunAsync(journal, what, conversations, each, events, commands);
            double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
            string batch = ((double)took.Length / (journal.Health.Commits - commits)).ToString("0.0", null);
            Table.Row($"| {provider} | {conversations} | {what} | {took.Length / seconds:0} | {batch}", took, "0.0");
        }
    }

    private static async Task<double[]> RunAsync(
        JournalStore journal, string what, int conversations, int each, int events, int commands)
    {
        double[][] took = await Task.WhenAll(Enumerable.Range(0, conversations).Select(number => Task.Run(async () =>
        {
            string id = $"{what} {number} {TimeProvider.System.GetUtcNow().Ticks}";
            double[] times = new double[each];
            for (int n = 0; n < each; n++)
            {
                long last = n * events;
                DateTimeOffset now = DateTimeOffset.UnixEpoch.AddMilliseconds(n);
                JournaledEvent[] entries = events == 0 ? [] : [new(id, last + 1, now, new CallerSaid($"item_{n}", Words, null))];
                JudgedCommand[] judged = commands == 0 ? [] : [new(new TranscribeCaller($"item_{n}", Words), now, last, events)];
                long start = TimeProvider.System.GetTimestamp();
                await journal.AppendAsync(id, last, entries, judged, CancellationToken.None);
                times[n] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
            }

            return times;
        })));
        return [.. took.SelectMany(times => times)];
    }
}
