using AgenticAi.Journal;
using AgenticAi.Testing;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Conversations.Actors.Tests;

/// <summary>Lists follow the journal, also after it was away.</summary>
public sealed class ReadModelActorTests : TestKit
{
    [Fact]
    public async Task It_follows_each_second_and_goes_on_after_a_failure()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("read-model");
        string file = Path.Combine(folder.FullName, "data", "journal.db");
        var time = new ManualTimeProvider();
        await using (JournalDatabase journal = await JournalDatabase.OpenAsync(
            JournalProvider.Sqlite, $"Data Source={file}", new JournalOptions(), time, NullLogger.Instance, CancellationToken.None))
        {
            IActorRef actor = Sys.ActorOf(Props.Create(() => new ReadModelActor(journal.ReadModel, time)));
            await time.WhenArmedAsync().Within();
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
            await File.WriteAllTextAsync(Path.GetDirectoryName(file)!, "in the way");
            await EventFilter.Warning(start: "Lists of conversations are behind the journal").ExpectOneAsync(async () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                await time.WhenArmedAsync().Within();
                time.Advance(TimeSpan.FromSeconds(1));
                await time.WhenArmedAsync().Within();
            });

            File.Delete(Path.GetDirectoryName(file)!);
            await EventFilter.Info(start: "Lists of conversations follow the journal again").ExpectOneAsync(() =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return Task.CompletedTask;
            });
            journal.Status.Health.FilesLost.ShouldBe(1);
            await actor.GracefulStop(TestTimeout.Default);
        }

        folder.Delete(recursive: true);
    }
}
