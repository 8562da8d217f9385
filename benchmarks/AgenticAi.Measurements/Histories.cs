using System.Globalization;
using AgenticAi.Conversations;
using AgenticAi.Conversations.Actors;
using AgenticAi.Conversations.Actors.Hosting;
using AgenticAi.Journal;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Measurements;

/// <summary>
/// A journal with many conversations, in SQLite: how long its read model takes to be filled, a list, the replay of one, the recovery of brains,
/// and judging all of them again, with the memory that this needs.
/// </summary>
internal static class Histories
{
    private const int Recoveries = 200;

    private const string Insert =
        """
        INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
        VALUES (0, 0, $id, $number, $message, 'ce1', 7701, '')
        """;

    public static async Task MeasureAsync(int conversations, int entries)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("histories");
        string connection = $"Data Source={folder.FullName}/journal.db";
        await using JournalDatabase journal = await JournalDatabase.OpenAsync(
            JournalProvider.Sqlite, connection, new JournalOptions(), TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        Fill(connection, conversations, entries);
        Console.WriteLine($"{conversations} conversations of {entries} entries, {new FileInfo($"{folder.FullName}/journal.db").Length / 1_000_000} MB");
        Console.WriteLine("| what | ms |");
        Console.WriteLine("|---|---|");
        await TimeAsync("filling the read model", () => journal.ReadModel.RebuildAsync(CancellationToken.None));
        await TimeAsync("catching up when nothing is new", () => journal.ReadModel.CatchUpAsync(CancellationToken.None));
        await TimeAsync("a list of 50", async () => await journal.Archive.ListAsync(new ConversationQuery(), CancellationToken.None));
        await TimeAsync("a list of the calls of a number", async () =>
            await journal.Archive.ListAsync(new ConversationQuery { Number = "+15550007" }, CancellationToken.None));
        string middle = $"h{conversations / 2}";
        await TimeAsync("the replay of one", async () =>
            ConversationReport.Of(await journal.Archive.ReadAsync(middle, 0, CancellationToken.None).ToListAsync()).ToText());
        await RecoverAsync(journal, conversations);
        long before = Environment.WorkingSet;
        await TimeAsync("judging all of them again", async () =>
        {
            await foreach (string id in journal.Archive.ReadIdsAsync(CancellationToken.None))
            {
                ReplayFinding finding = ReplayVerification.Of(await ConversationRecording.ReadAsync(journal.Archive, id, CancellationToken.None));
                if (finding.Outcome != ReplayOutcome.Same) throw new InvalidOperationException(finding.ToText());
            }
        });
        Console.WriteLine($"\nMemory before and after the last: {before / 1_000_000} and {Environment.WorkingSet / 1_000_000} MB.");
        await journal.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static async Task TimeAsync(string what, Func<Task> run)
    {
        long start = TimeProvider.System.GetTimestamp();
        await run();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {what} | {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:0.0} |"));
    }

    private static async Task RecoverAsync(JournalDatabase journal, int conversations)
    {
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
        double[] took = new double[Recoveries];
        for (int n = 0; n < Recoveries; n++)
        {
            long start = TimeProvider.System.GetTimestamp();
            await using BrainRelay brain = brains.Open($"h{n * (conversations / Recoveries)}", new NoEffects(), NullLogger.Instance);
            await brain.Recovered;
            took[n] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
        }

        await host.StopAsync();
        Table.Row("| recovery of a brain: p50, p99, maximum", took, "0.0");
    }

    private static void Fill(string connection, int conversations, int entries)
    {
        using var file = new SqliteConnection(connection + ";Pooling=False");
        file.Open();
        using SqliteTransaction transaction = file.BeginTransaction();
        using SqliteCommand insert = file.CreateCommand();
        insert.CommandText = Insert;
        foreach (string name in (string[])["$id", "$number", "$message"]) insert.Parameters.Add(new SqliteParameter(name, null));
        for (int conversation = 0; conversation < conversations; conversation++)
        {
            string id = $"h{conversation}";
            DateTimeOffset at = DateTimeOffset.UnixEpoch.AddMinutes(conversation);
            ConversationState state = ConversationState.New(id);
            for (int n = 0; n < entries; n++)
            {
                ConversationCommand command = CommandOf(id, conversation, n, entries);
                Decision decision = ConversationRules.Decide(state, command, at);
                var entry = new ConversationEntry(
                    id, new CommandNumber("filled", n + 1), [new JudgedCommand(command, at, state.Sequence, decision.Events.Length)], decision.Events);
                state = ConversationRules.Apply(state, decision.Events);
                insert.Parameters[0].Value = ConversationPersistence.IdOf(id);
                insert.Parameters[1].Value = n + 1;
                insert.Parameters[2].Value = ConversationEntryJson.Write(entry);
                insert.ExecuteNonQuery();
            }
        }

        transaction.Commit();
    }

    private static ConversationCommand CommandOf(string id, int conversation, int n, int entries) => n switch
    {
        0 => new StartConversation(
            id, "MZ1", CallDirection.Inbound, $"+1555{conversation % 10_000:0000}", "+15550199",
            new ConversationSettings("gpt-realtime-2.1", "alloy", "pcm16", "Be kind.")),
        _ when n == entries - 1 => new EndConversation(CallEndReason.CallerHungUp, null),
        _ => new TranscribeCaller($"item_{n}", "Hello. I would like to move my appointment on Thursday."),
    };

    private sealed class NoEffects : IConversationEffects
    {
        public void Perform(ConversationEffect effect)
        {
        }
    }
}
