using AgenticAi.Conversations;
using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;

namespace AgenticAi.Journal.Tests;

public sealed class SqliteJournalTests : StoreConformance
{
    private readonly SqliteFixture _fixture = new();

    protected override IStoreFixture Fixture => _fixture;

    [Fact]
    public async Task Opening_makes_folder_file_and_tables_of_the_present_version_in_wal_mode()
    {
        await _fixture.OpenAsync();

        _fixture.Scalar("PRAGMA journal_mode").ShouldBe("wal");
        _fixture.Scalar("PRAGMA user_version").ShouldBe((long)SqliteSchema.Version);
    }

    [Theory]
    [InlineData(JournalDurability.PowerLoss, 2)]
    [InlineData(JournalDurability.ProcessEnd, 1)]
    public async Task Durability_decides_whether_each_commit_is_synchronised(JournalDurability durability, long synchronous)
    {
        object? found = null;

        await _fixture.OpenAsync(
            new JournalOptions { Durability = durability }, connection => found = SqliteFixture.Scalar(connection, "PRAGMA synchronous"));

        found.ShouldBe(synchronous);
    }

    [Fact]
    public async Task A_database_of_something_else_is_refused_and_left_alone()
    {
        _fixture.Execute("CREATE TABLE invoices (id INTEGER)");

        (await Should.ThrowAsync<JournalSchemaException>(_fixture.OpenAsync())).Message.ShouldContain("not a journal");
        _fixture.Scalar("SELECT count(*) FROM sqlite_schema").ShouldBe(1L);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_fixture.Path)!);
        await File.WriteAllTextAsync(_fixture.Path, string.Concat(Enumerable.Repeat("no database ", 100)), Token);

        (await Should.ThrowAsync<JournalUnavailableException>(_fixture.OpenAsync())).Message.ShouldContain(_fixture.Path);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await File.WriteAllTextAsync(Path.GetDirectoryName(_fixture.Path)!, "in the way", Token);

        (await Should.ThrowAsync<JournalUnavailableException>(_fixture.OpenAsync())).Message.ShouldContain(_fixture.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x.db;Mode=Memory")]
    [InlineData("Data Source=file:x.db")]
    [InlineData("Database of conversations")]
    [InlineData("Data Source=x.db;Colour=blue")]
    public async Task A_connection_string_that_names_no_file_is_refused(string connectionString) =>
        await Should.ThrowAsync<ArgumentException>(SqliteJournal.OpenAsync(
            connectionString, new JournalOptions(), TimeProvider.System, NullLogger.Instance, Token));

    [Fact]
    public async Task An_event_that_does_not_fit_fails_its_append_whole_and_not_the_others_of_the_transaction()
    {
        SqliteJournal journal = await _fixture.OpenAsync(
            onWriterOpened: connection => raw.sqlite3_limit(connection.Handle, raw.SQLITE_LIMIT_LENGTH, 10_000));
        Task tooBig, other;
        using (_fixture.Lock())
        {
            await HeldAsync(journal);
            tooBig = journal.AppendAsync("c1", 0, [Event("c1", 1, "1"), Event("c1", 2, new string('x', 20_000))], Token).AsTask();
            other = AppendAsync(journal, "c2", 1);
        }

        await Should.ThrowAsync<ArgumentException>(tooBig.Within());
        await other.Within();
        _fixture.Scalar("SELECT count(*) FROM events WHERE conversation_id = 'c1'").ShouldBe(0L);
        journal.Health.Commits.ShouldBe(2);
        journal.Health.Available.ShouldBeTrue();
    }

    [Theory]
    [InlineData("PRAGMA max_page_count = 8", "full")]
    [InlineData("PRAGMA query_only = ON", "readonly")]
    public async Task A_full_disk_or_a_file_that_may_not_be_written_fails_appends_and_serves_again_later(string trouble, string said)
    {
        int connections = 0;
        SqliteJournal journal = await _fixture.OpenAsync(onWriterOpened: connection =>
        {
            if (++connections == 1) SqliteFixture.Execute(connection, trouble);
        });

        long stored = 0;
        JournalUnavailableException failure = await Should.ThrowAsync<JournalUnavailableException>(async () =>
        {
            for (; stored < 100; stored++)
                await journal.AppendAsync("c1", stored, [Event("c1", stored + 1, new string('x', 3_000))], Token);
        });
        failure.Message.ShouldContain(said);

        await journal.AppendAsync("c1", stored, [Event("c1", stored + 1, "later")], Token);
        (await journal.ReadAsync("c1", 0, Token).CountAsync(Token)).ShouldBe((int)stored + 1);
        connections.ShouldBe(2);
    }

    [Fact]
    public async Task Closing_stores_what_waits_and_leaves_one_file()
    {
        SqliteJournal journal = await _fixture.OpenAsync();
        Task[] appends;
        using (_fixture.Lock())
        {
            Task first = await HeldAsync(journal);
            appends = [first, .. Enumerable.Range(0, 30).Select(n => AppendAsync(journal, $"c{n}", 1))];
            await journal.ReadAsync("c1", 0, Token).CountAsync(Token);
        }

        await journal.DisposeAsync().Within();

        appends.ShouldAllBe(append => append.IsCompletedSuccessfully);
        Directory.GetFiles(Path.GetDirectoryName(_fixture.Path)!).ShouldBe([_fixture.Path]);
        await Should.ThrowAsync<ObjectDisposedException>(AppendAsync(journal, "c1", 2));
        await journal.DisposeAsync();
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new JournalOptions { QueueCapacity = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new JournalOptions { MaxBatch = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new JournalOptions { BusyTimeoutSeconds = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new JournalOptions { BusyTimeoutSeconds = 61 });
    }
}
