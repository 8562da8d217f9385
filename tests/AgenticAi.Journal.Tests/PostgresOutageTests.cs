using AgenticAi.Conversations;
using AgenticAi.Testing;

namespace AgenticAi.Journal.Tests;

/// <summary>Calls go on while the server of their journal is away.</summary>
public sealed class PostgresOutageTests : IAsyncDisposable
{
    private readonly PostgresDoor _door = new();
    private readonly PostgresFixture _fixture;

    public PostgresOutageTests() => _fixture = new PostgresFixture(_door.Through);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _fixture.DisposeAsync();
        await _door.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_for_some_time()
    {
        PostgresJournal journal = await _fixture.OpenAsync();
        await using OutageStory story = new(_fixture, journal);
        await story.BeginAsync();

        _door.Close();
        await story.NoticedAsync(OutageStory.CannotBeWritten);
        journal.Health.LastError.ShouldNotBeNull().ShouldContain(_fixture.Name);
        _door.Open();

        await story.EndAsync();
        _fixture.Logs.ShouldHaveNoErrors("cannot be written");
        _fixture.Logs.Lines.Count(line => line.Event.Id == OutageStory.CannotBeWritten).ShouldBe(1);
    }

    [Fact]
    public async Task Connections_that_the_server_ends_while_they_write()
    {
        PostgresJournal journal = await _fixture.OpenAsync();
        await using OutageStory story = new(_fixture, journal);
        await story.BeginAsync();

        for (int i = 0; i < 5; i++)
        {
            Task telling = story.TellAndStoreAsync();
            _fixture.Disconnect();
            await telling.Within();
        }

        await story.EndAsync();
        _fixture.Logs.ShouldHaveNoErrors("cannot be written");
    }

    [Fact]
    public async Task An_append_and_a_reading_while_the_server_is_away_say_so_and_work_again_later()
    {
        PostgresJournal journal = await _fixture.OpenAsync();
        JournaledEvent first = new("c1", 1, DateTimeOffset.UnixEpoch, new DigitPressed("1"));
        _door.Close();

        JournalUnavailableException refusal = await Should.ThrowAsync<JournalUnavailableException>(
            journal.AppendAsync("c1", 0, [first], [], Token).AsTask().Within());
        refusal.Message.ShouldContain(_fixture.Name);
        await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.ReadAsync("c1", 0, Token).CountAsync(Token));
        await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.ListAsync(new ConversationQuery(), Token));
        (journal.Health.Available, journal.Health.FailedAppends).ShouldBe((false, 1));
        _door.Open();

        await journal.AppendAsync("c1", 0, [first], [], Token).AsTask().Within();
        (await journal.ReadAsync("c1", 0, Token).CountAsync(Token)).ShouldBe(1);
        journal.Health.Available.ShouldBeTrue();
        journal.Health.LastError.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_server_that_is_away_from_the_start_is_named_without_the_password()
    {
        _door.Close();

        JournalUnavailableException refusal = await Should.ThrowAsync<JournalUnavailableException>(PostgresJournal.OpenAsync(
            _fixture.ConnectionString + ";Password=hunter2-secret", new JournalOptions(), TimeProvider.System,
            _fixture.Logs.CreateLogger("journal"), Token));

        refusal.Message.ShouldStartWith($"The journal {_fixture.Name} cannot be opened: ");
        refusal.ToString().ShouldNotContain("hunter2");
    }
}
