using Akka.Actor;

namespace AgenticAi.Conversations.Actors;

/// <summary>A timer of an actor on the clock of the program: a moment that was given up is not taken for one that has come.</summary>
internal sealed class ActorTimer(IActorRef self, TimeProvider time)
{
    private ITimer? _timer;
    private Due? _due;

    public void Start(TimeSpan after)
    {
        Stop();
        _due = new Due();
        _timer = time.CreateTimer(static state => ((Action)state!)(), Tell(_due), after, Timeout.InfiniteTimeSpan);
    }

    /// <summary>As <see cref="Start"/>, unless it is running.</summary>
    public void StartOnce(TimeSpan after)
    {
        if (_due is null) Start(after);
    }

    public void Stop()
    {
        _timer?.Dispose();
        (_timer, _due) = (null, null);
    }

    /// <summary>True, once, when this timer is the one that is due.</summary>
    public bool Is(Due due)
    {
        if (!ReferenceEquals(due, _due)) return false;
        Stop();
        return true;
    }

    private Action Tell(Due due) => () => self.Tell(due);

    /// <summary>A moment has come.</summary>
    internal sealed class Due : INoSerializationVerificationNeeded;
}
