using AgenticAi.Conversations;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Journal.Tests;

public sealed class SqliteJournalTests : StoreConformance
{
    private readonly SqliteFixture _fixture = new();

    protected override IStoreFixture Fixture => _fixture;

    [Fact]
    public async Task Opening_makes_folder_file_and_tables_in_wal_mode()
    {
        await _fixture.OpenAsync();

        _fixture.Scalar("PRAGMA journal_mode").ShouldBe("wal");
        _fixture.Scalar("SELECT count(*) FROM journal").ShouldBe(0L);
    }

    [Theory]
    [InlineData(JournalDurability.Disk, 2)]
    [InlineData(JournalDurability.Process, 1)]
    public async Task Durability_decides_whether_each_commit_is_synchronised(JournalDurability durability, long synchronous)
    {
        JournalDatabase journal = await _fixture.OpenAsync(new JournalOptions { Durability = durability, BusyTimeoutSeconds = 7 });
        using var connection = new SqliteConnection(journal.ConnectionString);
        await connection.OpenAsync(Token);
        journal.AfterOpen(connection);

        StoreFixture.Scalar(connection, "PRAGMA synchronous").ShouldBe(synchronous);
        StoreFixture.Scalar(connection, "PRAGMA busy_timeout").ShouldBe(7_000L);
    }

    [Fact]
    public async Task A_database_of_something_else_is_refused_and_left_alone()
    {
        _fixture.Execute("CREATE TABLE invoices (id INTEGER)");

        (await Should.ThrowAsync<JournalSchemaException>(_fixture.OpenAsync())).Message.ShouldContain("not a journal");
        _fixture.Scalar("SELECT count(*) FROM sqlite_schema").ShouldBe(1L);
        _fixture.Scalar("PRAGMA journal_mode").ShouldBe("delete");
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
        await Should.ThrowAsync<ArgumentException>(JournalDatabase.OpenAsync(
            JournalProvider.Sqlite, connectionString, new JournalOptions(), TimeProvider.System, NullLogger.Instance, Token));

    [Fact]
    public async Task A_file_that_another_program_holds_is_said_to_be_locked()
    {
        await (await _fixture.OpenAsync()).DisposeAsync();
        using (_fixture.Lock())
        {
            (await Should.ThrowAsync<JournalUnavailableException>(_fixture.OpenAsync(new JournalOptions { BusyTimeoutSeconds = 1 })))
                .Message.ShouldContain("locked");
        }
    }

    [Fact]
    public async Task Closing_leaves_one_file()
    {
        JournalDatabase journal = await OpenAsync();
        Writer.Store("c1", DateTimeOffset.UnixEpoch, new PressDigit("1"));
        await journal.Archive.ReadAsync("c1", 0, Token).CountAsync(Token);
        await journal.DisposeAsync();

        Directory.GetFiles(Path.GetDirectoryName(_fixture.Path)!).ShouldBe([_fixture.Path]);
        await journal.DisposeAsync();
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new JournalOptions { BusyTimeoutSeconds = 0 });
        Should.Throw<ArgumentOutOfRangeException>(() => new JournalOptions { BusyTimeoutSeconds = 61 });
    }
}
