using AgenticAi.Conversations;
using AgenticAi.Journal.CrashWriter;
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
        JournalNode node = await _fixture.StartAsync();
        await using OutageStory story = new(_fixture, node);
        await story.BeginAsync();

        _door.Close();
        await story.NoticedAsync(OutageStory.CannotBeUsed);
        node.Database.Status.Health.LastError.ShouldNotBeNull().ShouldContain(_fixture.Name);
        _door.Open();

        await story.EndAsync();
        _fixture.Logs.ShouldHaveNoErrors("cannot be used");
        // Not once for each call; a connection that is still broken when others work again is an outage of its own.
        _fixture.Logs.Lines.Count(line => line.Event.Id == OutageStory.CannotBeUsed).ShouldBeInRange(1, 5);
    }

    [Fact]
    public async Task Connections_that_the_server_ends_while_they_write()
    {
        JournalNode node = await _fixture.StartAsync();
        await using OutageStory story = new(_fixture, node);
        await story.BeginAsync();

        for (int i = 0; i < 5; i++)
        {
            Task telling = story.TellAndStoreAsync();
            _fixture.Disconnect();
            await telling.Within();
        }

        await story.EndAsync();
        _fixture.Logs.ShouldHaveNoErrors("cannot be used");
    }

    [Fact]
    public async Task A_reading_while_the_server_is_away_says_so_and_works_again_later()
    {
        JournalDatabase journal = await _fixture.OpenAsync();
        await journal.ReadModel.CatchUpAsync(Token);
        _door.Close();

        JournalUnavailableException refusal = await Should.ThrowAsync<JournalUnavailableException>(
            journal.ReadModel.CatchUpAsync(Token).Within());
        refusal.Message.ShouldContain(_fixture.Name);
        await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.Archive.ReadAsync("c1", 0, Token).CountAsync(Token));
        await Should.ThrowAsync<JournalUnavailableException>(async () => await journal.Archive.ListAsync(new ConversationQuery(), Token));
        _door.Open();

        (await journal.Archive.ListAsync(new ConversationQuery(), Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_server_that_is_away_from_the_start_is_named_without_the_password()
    {
        _door.Close();

        JournalUnavailableException refusal = await Should.ThrowAsync<JournalUnavailableException>(JournalDatabase.OpenAsync(
            JournalProvider.PostgreSql, _fixture.ConnectionString + ";Password=hunter2-secret", new JournalOptions(), TimeProvider.System,
            _fixture.Logs.CreateLogger("journal"), Token));

        refusal.Message.ShouldStartWith($"The journal {_fixture.Name} cannot be opened: ");
        refusal.ToString().ShouldNotContain("hunter2");
    }
}
