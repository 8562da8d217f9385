using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Conversations.Actors;

/// <summary>The brains of all conversations, for those who take part in one. Safe to use from many threads at once.</summary>
public sealed class ConversationBrains
{
    private readonly ActorSystem _system;
    private readonly IActorRef _brains;
    private readonly RelayOptions _options;
    private readonly TimeProvider _time;
    private readonly Func<string> _newId;

    internal ConversationBrains(ActorSystem system, IActorRef brains, RelayOptions options, TimeProvider time, Func<string> newId) =>
        (_system, _brains, _options, _time, _newId) = (system, brains, options, time, newId);

    /// <summary>The brains of a system that was set up by <c>WithConversations</c> or <c>WithShardedConversations</c>.</summary>
    /// <param name="system">The system.</param>
    /// <param name="time">The clock of times and pauses.</param>
    /// <param name="newId">Makes ids that no other process makes.</param>
    public static ConversationBrains Of(ActorSystem system, TimeProvider time, Func<string> newId)
    {
        ArgumentNullException.ThrowIfNull(system);
        return new ConversationBrains(
            system, ActorRegistry.For(system).Get<ConversationBrains>(), new RelayOptions(), time, newId);
    }

    /// <summary>Takes part in a conversation: one that exists is continued.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="effects">Performs what it asks for.</param>
    /// <param name="logger">Names the call.</param>
    public BrainRelay Open(string conversationId, IConversationEffects effects, ILogger logger)
    {
        ArgumentException.ThrowIfNullOrEmpty(conversationId);
        var shared = new RelayShared(conversationId, effects, _options, logger);
        string sender = _newId();
        var relay = new BrainRelay(shared, _time);
        relay.Actor = _system.ActorOf(Props.Create(() => new RelayActor(shared, _brains, sender, _time)), $"relay-{Uri.EscapeDataString(sender)}");
        return relay;
    }
}
