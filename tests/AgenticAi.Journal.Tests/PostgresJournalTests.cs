using AgenticAi.Conversations;
using AgenticAi.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AgenticAi.Journal.Tests;

public sealed class PostgresJournalTests : StoreConformance
{
    private readonly PostgresFixture _fixture = new();

    protected override IStoreFixture Fixture => _fixture;

    [Fact]
    public async Task Opening_makes_schema_and_tables_of_the_present_version()
    {
        await _fixture.OpenAsync();

        _fixture.Version.ShouldBe(PostgresSchema.Version);
        PostgresSchema.Version.ShouldBe(SqliteSchema.Version, "a version means the same in both");
    }

    [Fact]
    public async Task A_schema_of_something_else_is_refused_and_left_alone()
    {
        _fixture.Execute($"CREATE SCHEMA {_fixture.Schema}; CREATE TABLE {_fixture.Schema}.events (id integer)");

        (await Should.ThrowAsync<JournalSchemaException>(_fixture.OpenAsync())).Message.ShouldContain("not a journal");
        _fixture.Scalar($"SELECT count(*) FROM pg_tables WHERE schemaname = '{_fixture.Schema}'").ShouldBe(1L);
    }

    [Theory]
    [InlineData(JournalDurability.PowerLoss, "off", "on")]
    [InlineData(JournalDurability.PowerLoss, "remote_apply", "remote_apply")]
    [InlineData(JournalDurability.ProcessEnd, "on", "off")]
    public void Durability_decides_whether_each_commit_waits_for_the_disk(JournalDurability durability, string server, string session)
    {
        using NpgsqlConnection connection = _fixture.Connect();
        PostgresFixture.Execute(connection, $"SET synchronous_commit = {server}");

        PostgresSession.Prepare(connection, new JournalOptions { Durability = durability, BusyTimeoutSeconds = 7 });

        PostgresFixture.Scalar(connection, "SHOW synchronous_commit").ShouldBe(session);
        PostgresFixture.Scalar(connection, "SHOW lock_timeout").ShouldBe("7s");
    }

    [Fact]
    public async Task A_database_that_is_read_only_is_found_when_it_is_opened()
    {
        var address = new NpgsqlConnectionStringBuilder(_fixture.ConnectionString) { Options = "-c default_transaction_read_only=on" };

        (await Should.ThrowAsync<JournalUnavailableException>(OpenAsync(address.ConnectionString))).Message.ShouldContain("read-only");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Username=agenticai;Database=agenticai")]
    [InlineData("Data Source=data/agenticai.db")]
    [InlineData("Host=db;Colour=blue")]
    [InlineData("Host=db;Port=hunter2")]
    [InlineData("conversations")]
    public async Task A_connection_string_that_names_no_server_is_refused(string connectionString) =>
        (await Should.ThrowAsync<ArgumentException>(OpenAsync(connectionString))).Message.ShouldNotContain("hunter2");

    [Fact]
    public async Task A_row_that_does_not_fit_fails_its_append_and_not_the_others_of_the_transaction()
    {
        JournalStore journal = await _fixture.OpenAsync();
        Task unfit, before, after;
        using (_fixture.Lock())
        {
            await HeldAsync(journal);
            before = AppendAsync(journal, "c1", 1);
            unfit = AppendAsync(journal, "c\0", 1);
            after = AppendAsync(journal, "c2", 1);
        }

        await Should.ThrowAsync<ArgumentException>(unfit.Within());
        await before.Within();
        await after.Within();
        journal.Health.Available.ShouldBeTrue();
    }

    [Fact]
    public async Task A_sequence_that_another_node_takes_in_the_middle_fails_its_append_and_not_the_others_of_the_transaction()
    {
        PostgresDatabase database = PostgresDatabase.Of(_fixture.ConnectionString, new JournalOptions());
        var storage = new PostgresStorage(database, database.OpenWriter());
        PendingAppend[] batch = [Pending("b"), Pending("a"), Pending("c")];
        Task storing;
        using (NpgsqlConnection other = _fixture.Connect())
        {
            PostgresFixture.Execute(other, "BEGIN; INSERT INTO events VALUES ('b', 1, 0, 'digit-pressed', 1, '{\"digit\":\"2\"}')");
            storing = Task.Run(() => storage.Store(batch), Token);
            await _fixture.BlockedAsync().Within();
            PostgresFixture.Execute(other, "COMMIT");
        }

        await storing.Within();

        batch.Select(append => append.Accepted).ShouldBe([false, true, true]);
        foreach (PendingAppend append in batch) append.Committed();
        (await Should.ThrowAsync<JournalConflictException>(batch[0].Answer)).LastSequence.ShouldBe(1);
        _fixture.Scalar("SELECT string_agg(conversation_id || json, ' ' ORDER BY conversation_id) FROM events")
            .ShouldBe("""a{"digit":"1"} b{"digit":"2"} c{"digit":"1"}""");
        _fixture.Scalar("SELECT string_agg(conversation_id, ' ' ORDER BY conversation_id) FROM commands").ShouldBe("a c");
        storage.Close();
        await database.DisposeAsync();

        static PendingAppend Pending(string id) => new(
            id,
            0,
            [EventRow.Of(Event(id, 1, "1"))],
            [CommandRow.Of(new JudgedCommand(new PressDigit("1"), DateTimeOffset.UnixEpoch, 0, Events: 1))],
            CancellationToken.None);
    }

    [Fact]
    public async Task Nodes_that_hold_the_same_conversations_store_every_command_once_and_in_one_order()
    {
        const int Nodes = 3;
        const int Conversations = 6;
        const int Each = 20;
        JournalStore[] journals = await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => _fixture.OpenAsync()));
        List<ConversationBrain> brains = [];
        for (int node = 0; node < Nodes; node++)
        {
            for (int n = 0; n < Conversations; n++)
            {
                var brain = new ConversationBrain(
                    $"c{n}", journals[node], new NoEffects(), new ConversationOptions { MaxBatch = 3 }, TimeProvider.System,
                    _fixture.Logs.CreateLogger("brain"));
                for (int key = 0; key < Each; key++) brain.TryTell(new PressDigit($"{node}/{key}")).ShouldBeTrue();
                brains.Add(brain);
            }
        }

        foreach (ConversationBrain brain in brains) await brain.CompleteAsync().Within();

        for (int n = 0; n < Conversations; n++)
        {
            ConversationRecording recording = await ConversationRecording.ReadAsync(journals[0], $"c{n}", Token);
            string[] keys = [.. recording.Events.Select(entry => ((DigitPressed)entry.Event).Digit)];
            keys.Length.ShouldBe(Nodes * Each);
            for (int node = 0; node < Nodes; node++)
            {
                keys.Where(key => key.StartsWith($"{node}/", StringComparison.Ordinal))
                    .ShouldBe(Enumerable.Range(0, Each).Select(key => $"{node}/{key}"));
            }

            ReplayFinding finding = ReplayVerification.Of(recording);
            (finding.Outcome, finding.Commands, finding.WithoutCommands.Count)
                .ShouldBe((ReplayOutcome.Same, Nodes * Each, 0), finding.ToText());
        }

        journals.Sum(journal => journal.Health.Conflicts).ShouldBeGreaterThan(0);
        _fixture.Logs.ShouldHaveNoErrors();
        foreach (ConversationBrain brain in brains) await brain.DisposeAsync();
    }

    [Fact]
    public async Task Closing_stores_what_waits_and_leaves_no_connection()
    {
        PostgresJournal journal = await _fixture.OpenAsync();
        Task[] appends;
        using (_fixture.Lock())
        {
            Task first = await HeldAsync(journal);
            appends = [first, .. Enumerable.Range(0, 30).Select(n => AppendAsync(journal, $"c{n}", 1))];
            await journal.ReadAsync("c1", 0, Token).CountAsync(Token);
        }

        await journal.DisposeAsync().Within();

        appends.ShouldAllBe(append => append.IsCompletedSuccessfully);
        await Should.ThrowAsync<ObjectDisposedException>(AppendAsync(journal, "c1", 2));
        await Eventually.TrueAsync(
            () => _fixture.Scalar($"SELECT count(*) FROM pg_stat_activity WHERE application_name = '{_fixture.Schema}'") is 0L,
            "the end of all connections of the journal");
    }

    private static Task<PostgresJournal> OpenAsync(string connectionString) => PostgresJournal.OpenAsync(
        connectionString, new JournalOptions(), TimeProvider.System, NullLogger.Instance, Token);

    private sealed class NoEffects : IConversationEffects
    {
        public void Perform(ConversationEffect effect)
        {
        }
    }
}
