using Akka.Actor;
using Akka.Event;

namespace AgenticAi.Telemetry;

/// <summary>Counts the messages that reached nobody.</summary>
internal sealed class DeadLetterCounter : ReceiveActor
{
    public DeadLetterCounter(ActorSystemMetrics metrics)
    {
        Receive<DeadLetter>(_ => metrics.OnDeadLetter());
    }

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));

    protected override void PostStop() => Context.System.EventStream.Unsubscribe(Self);
}
