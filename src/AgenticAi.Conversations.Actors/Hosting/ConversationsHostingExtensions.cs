using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Hosting;

namespace AgenticAi.Conversations.Actors.Hosting;

/// <summary>Puts the brains of conversations into an actor system.</summary>
public static class ConversationsHostingExtensions
{
    private const string Name = "conversations";

    private const int SerializerId = 7701;

    /// <summary>All brains on this node.</summary>
    /// <param name="builder">Of the actor system.</param>
    /// <param name="journal">Told how writing the journal goes.</param>
    public static AkkaConfigurationBuilder WithConversations(this AkkaConfigurationBuilder builder, IJournalObserver journal) => builder
        .WithConversationSerializer()
        .WithActors((system, registry) => registry.Register<ConversationBrains>(system.ActorOf(LocalProps(journal), Name)));

    /// <summary>The brains spread over the nodes of a cluster.</summary>
    /// <param name="builder">Of the actor system.</param>
    /// <param name="journal">Told how writing the journal goes.</param>
    /// <param name="role">The role of the nodes that carry brains; null for all.</param>
    public static AkkaConfigurationBuilder WithShardedConversations(
        this AkkaConfigurationBuilder builder, IJournalObserver journal, string? role = null) => builder
        .WithConversationSerializer()
        .WithShardRegion<ConversationBrains>(
            Name,
            id => BrainProps(id, journal),
            new ConversationExtractor(),
            new ShardOptions { Role = role, RememberEntities = false, StateStoreMode = StateStoreMode.DData });

    /// <summary>Strict: what is neither registered here nor by Akka itself is an error, and not written with the names of its types.</summary>
    internal static AkkaConfigurationBuilder WithConversationSerializer(this AkkaConfigurationBuilder builder) => builder
        .WithCustomSerializer(
            "agenticai-conversations",
            [typeof(StoredEntry), typeof(IBrainMessage)],
            static system => new ConversationSerializer(system, SerializerId))
        .WithStrictSerialization();

    /// <summary>The parent of all brains of a node.</summary>
    internal static Props LocalProps(IJournalObserver journal) => Props.Create(() => new ConversationsActor(id => BrainProps(id, journal)));

    private static Props BrainProps(string conversationId, IJournalObserver journal) =>
        Props.Create(() => new ConversationBrainActor(conversationId, journal));
}
