using Akka.Actor;
using Akka.Cluster.Sharding;

namespace AgenticAi.Conversations.Actors;

/// <summary>
/// The parent of all brains of a node that keeps its conversations for itself: what a shard region is in a cluster, by the same messages.
/// A brain begins with the first message to it, lets go of memory by <see cref="Passivate"/>, and stops when the journal fails it; who
/// asked is told then, and asks again after a pause.
/// </summary>
internal sealed class ConversationsActor : ReceiveActor
{
    private readonly ConversationExtractor _extractor = new();
    private readonly Dictionary<IActorRef, Brain> _brains = [];
    private readonly Dictionary<string, Brain> _byId = new(StringComparer.Ordinal);
    private readonly Func<string, Props> _propsOf;

    /// <param name="propsOf">Makes the brain of a conversation.</param>
    public ConversationsActor(Func<string, Props> propsOf)
    {
        _propsOf = propsOf;
        Receive<IConversationMessage>(Pass);
        Receive<Passivate>(passivate => LetGo(passivate.StopMessage));
        Receive<Terminated>(terminated => OnStopped(terminated.ActorRef));
    }

    /// <summary>A brain that throws is as one that the journal has failed: it begins anew when it is asked again.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    private void Pass(IConversationMessage message)
    {
        string id = _extractor.EntityId(message)!;
        if (!_byId.TryGetValue(id, out Brain? brain))
        {
            // Nobody is to be woken only to be told that it may go.
            if (message is BrainProtocol.Leave) return;
            brain = Begin(id);
        }

        if (brain.IsPassivating) brain.Waiting.Enqueue((message, Sender));
        else brain.Forward(message, Sender);
    }

    private Brain Begin(string id)
    {
        var brain = new Brain(id, Context.Watch(Context.ActorOf(_propsOf(id))));
        _byId[id] = _brains[brain.Actor] = brain;
        return brain;
    }

    private void LetGo(object stopMessage)
    {
        if (!_brains.TryGetValue(Sender, out Brain? brain)) return;
        brain.IsPassivating = true;
        brain.Actor.Tell(stopMessage);
    }

    private void OnStopped(IActorRef actor)
    {
        if (!_brains.Remove(actor, out Brain? brain)) return;
        _byId.Remove(brain.Id);
        if (!brain.IsPassivating) brain.TellThatItStopped();
        while (brain.Waiting.TryDequeue(out (IConversationMessage Message, IActorRef Sender) waiting))
        {
            if (waiting.Message is BrainProtocol.Leave) continue;
            if (!_byId.TryGetValue(brain.Id, out Brain? next)) next = Begin(brain.Id);
            next.Forward(waiting.Message, waiting.Sender);
        }
    }

    /// <summary>The brain of a conversation that is in memory.</summary>
    private sealed class Brain(string id, IActorRef actor)
    {
        private (BrainProtocol.Deliver Delivery, IActorRef Sender)? _last;

        public string Id => id;

        public IActorRef Actor => actor;

        public bool IsPassivating { get; set; }

        /// <summary>At most a few: a relay delivers once and waits for its answer.</summary>
        public Queue<(IConversationMessage Message, IActorRef Sender)> Waiting { get; } = new();

        public void Forward(IConversationMessage message, IActorRef sender)
        {
            if (message is BrainProtocol.Deliver delivery) _last = (delivery, sender);
            actor.Tell(message, sender);
        }

        /// <summary>It may have been answered before; then nobody waits for this.</summary>
        public void TellThatItStopped() =>
            _last?.Sender.Tell(new BrainProtocol.Unavailable(_last.Value.Delivery.Sender, "its brain stopped"), actor);
    }
}
