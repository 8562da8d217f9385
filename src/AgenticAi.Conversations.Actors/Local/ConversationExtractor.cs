using Akka.Cluster.Sharding;

namespace AgenticAi.Conversations.Actors;

/// <summary>Which conversation a message is for, on one node and on many.</summary>
internal sealed class ConversationExtractor() : HashCodeMessageExtractor(Shards)
{
    /// <summary>About ten for each node of the largest cluster that is thought of; it can never be changed while a cluster runs.</summary>
    private const int Shards = 100;

    public override string? EntityId(object message) => (message as IConversationMessage)?.ConversationId;
}
