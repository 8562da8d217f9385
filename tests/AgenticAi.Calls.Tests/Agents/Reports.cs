using System.Threading.Channels;
using AgenticAi.Conversations;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Agents;

/// <summary>What a desk tells the brain, to be waited for.</summary>
internal sealed class Reports
{
    private readonly Channel<ConversationCommand> _told = Channel.CreateBounded<ConversationCommand>(100);

    public int Count => _told.Reader.Count;

    public void Tell(ConversationCommand command) => _told.Writer.TryWrite(command).ShouldBeTrue();

    public Task<ConversationCommand> NextAsync() => _told.Reader.ReadAsync().AsTask().Within();
}
