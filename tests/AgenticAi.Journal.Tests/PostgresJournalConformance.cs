using AgenticAi.Conversations;

namespace AgenticAi.Journal.Tests;

public sealed class PostgresJournalConformance : JournalConformance
{
    private readonly PostgresFixture _fixture = new();
    private PostgresJournal? _open;

    protected override async Task<IConversationJournal> OpenAsync()
    {
        if (_open is not null) await _open.DisposeAsync();
        return _open = await _fixture.OpenAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await _fixture.DisposeAsync();
        await base.DisposeAsync();
    }
}
