using AgenticAi.Journal.CrashWriter;

namespace AgenticAi.Journal.Tests;

/// <summary>Calls go on while the file of their journal cannot be written.</summary>
public sealed class SqliteOutageTests : IAsyncDisposable
{
    private const int FileLost = 5104;

    private readonly SqliteFixture _fixture = new();
    private JournalNode _node = null!;
    private OutageStory? _story;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private JournalHealth Health => _node.Database.Status.Health;

    private string Folder => Path.GetDirectoryName(_fixture.Path)!;

    public async ValueTask DisposeAsync()
    {
        if (_story is not null) await _story.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Theory]
    [InlineData("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000", "full")]
    [InlineData("PRAGMA query_only = ON", "PRAGMA query_only = OFF", "readonly")]
    public async Task A_disk_that_is_full_or_a_file_that_may_not_be_written(string trouble, string cure, string said)
    {
        OutageStory story = await BeginAsync();

        ((SqliteDatabase)_node.Database).OnOpened = connection => StoreFixture.Execute(connection, trouble);
        await story.NoticedAsync(OutageStory.CannotBeUsed);
        Health.LastError.ShouldNotBeNull().ShouldContain(said);
        ((SqliteDatabase)_node.Database).OnOpened = connection => StoreFixture.Execute(connection, cure);

        await EndAsync();
    }

    [Fact]
    public async Task A_file_that_another_program_locks_for_long()
    {
        OutageStory story = await BeginAsync();

        using (_fixture.Lock()) await story.NoticedAsync(OutageStory.CannotBeUsed);

        await EndAsync();
    }

    [Fact]
    public async Task A_file_that_is_deleted()
    {
        OutageStory story = await BeginAsync();

        File.Delete(_fixture.Path);
        await story.NoticedAsync(FileLost);

        await EndAsync();
        Health.FilesLost.ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_that_is_deleted_and_cannot_be_made_again_for_some_time()
    {
        OutageStory story = await BeginAsync();

        Directory.Delete(Folder, recursive: true);
        await File.WriteAllTextAsync(Folder, "in the way", Token);
        await story.NoticedAsync(OutageStory.CannotBeUsed);
        File.Delete(Folder);

        await EndAsync();
        Health.FilesLost.ShouldBe(1);
    }

    private async Task<OutageStory> BeginAsync()
    {
        _node = await _fixture.StartAsync(new JournalOptions { BusyTimeoutSeconds = 1 });
        _story = new OutageStory(_fixture, _node);
        await _story.BeginAsync();
        return _story;
    }

    private async Task EndAsync()
    {
        await _story!.EndAsync();
        _fixture.Scalar("PRAGMA integrity_check").ShouldBe("ok");
        _fixture.Logs.ShouldHaveNoErrors("cannot be used", "was deleted or moved");
        _fixture.Logs.Lines.Count(line => line.Event.Id == OutageStory.CannotBeUsed).ShouldBeLessThanOrEqualTo(1);
    }
}
