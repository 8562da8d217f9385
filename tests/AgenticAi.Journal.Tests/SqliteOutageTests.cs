using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AgenticAi.Journal.Tests;

/// <summary>Calls go on while the file of their journal cannot be written.</summary>
public sealed class SqliteOutageTests : IAsyncDisposable
{
    private const int FileLost = 5104;

    private readonly SqliteFixture _fixture = new();
    private SqliteConnection? _writer;
    private string? _trouble;
    private SqliteJournal _journal = null!;
    private OutageStory? _story;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Path.GetDirectoryName(_fixture.Path)!;

    public async ValueTask DisposeAsync()
    {
        if (_story is not null) await _story.DisposeAsync();
        await _fixture.DisposeAsync();
    }

    [Theory]
    [InlineData("PRAGMA max_page_count = 1", "full")]
    [InlineData("PRAGMA query_only = ON", "readonly")]
    public async Task A_disk_that_is_full_or_a_file_that_may_not_be_written(string trouble, string said)
    {
        OutageStory story = await BeginAsync();

        Volatile.Write(ref _trouble, trouble);
        raw.sqlite3_exec(_writer!.Handle, trouble);
        await story.NoticedAsync(OutageStory.CannotBeWritten);
        _journal.Health.LastError.ShouldNotBeNull().ShouldContain(said);
        Volatile.Write(ref _trouble, null);

        await EndAsync();
    }

    [Fact]
    public async Task A_file_that_another_program_locks_for_long()
    {
        OutageStory story = await BeginAsync();

        using (_fixture.Lock()) await story.NoticedAsync(OutageStory.CannotBeWritten);

        await EndAsync();
    }

    [Fact]
    public async Task A_file_that_is_deleted()
    {
        OutageStory story = await BeginAsync();

        File.Delete(_fixture.Path);
        await story.NoticedAsync(FileLost);

        await EndAsync();
        _journal.Health.FailedAppends.ShouldBe(0);
    }

    [Fact]
    public async Task A_folder_that_is_deleted_and_cannot_be_made_again_for_some_time()
    {
        OutageStory story = await BeginAsync();

        Directory.Delete(Folder, recursive: true);
        await File.WriteAllTextAsync(Folder, "in the way", Token);
        await story.NoticedAsync(OutageStory.CannotBeWritten);
        File.Delete(Folder);

        await EndAsync();
        _journal.Health.FilesLost.ShouldBe(1);
    }

    private async Task<OutageStory> BeginAsync()
    {
        _journal = await _fixture.OpenAsync(new JournalOptions { BusyTimeoutSeconds = 1 }, connection =>
        {
            _writer = connection;
            if (Volatile.Read(ref _trouble) is { } trouble) SqliteFixture.Execute(connection, trouble);
        });
        _story = new OutageStory(_fixture, _journal);
        await _story.BeginAsync();
        return _story;
    }

    private async Task EndAsync()
    {
        await _story!.EndAsync();
        _fixture.Scalar("PRAGMA integrity_check").ShouldBe("ok");
        _fixture.Logs.ShouldHaveNoErrors("cannot be written", "was deleted or moved");
        _fixture.Logs.Lines.Count(line => line.Event.Id == OutageStory.CannotBeWritten).ShouldBeLessThanOrEqualTo(1);
    }
}
