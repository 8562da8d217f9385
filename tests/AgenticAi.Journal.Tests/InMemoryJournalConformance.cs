using AgenticAi.Conversations;
using AgenticAi.Conversations.Tests;

namespace AgenticAi.Journal.Tests;

public sealed class InMemoryJournalConformance : JournalConformance
{
    private readonly InMemoryJournal _journal = new();

    protected override Task<IConversationJournal> OpenAsync() => Task.FromResult<IConversationJournal>(_journal);
}
