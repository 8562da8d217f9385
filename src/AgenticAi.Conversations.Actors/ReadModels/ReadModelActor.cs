using AgenticAi.Journal;
using Akka.Actor;
using Akka.Event;

namespace AgenticAi.Conversations.Actors;

/// <summary>Has the read model follow the journal, a second behind at most.</summary>
internal sealed class ReadModelActor : ReceiveActor
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly ReadModel _readModel;
    private readonly ActorTimer _next;
    private bool _isFailing;

    public ReadModelActor(ReadModel readModel, TimeProvider time)
    {
        _readModel = readModel;
        _next = new ActorTimer(Self, time);
        Receive<ActorTimer.Due>(_ => CatchUp());
        Receive<CaughtUp>(_ => Pause(why: null));
        Receive<Status.Failure>(failure => Pause(failure.Cause));
    }

    protected override void PreStart() => CatchUp();

    protected override void PostStop()
    {
        _next.Stop();
        _stop.Cancel();
        _stop.Dispose();
    }

    private void CatchUp() => _readModel.CatchUpAsync(_stop.Token).PipeTo(Self, success: static () => CaughtUp.Instance);

    /// <summary>One look at the journal after the other. What goes wrong is said once, and what is missing comes later.</summary>
    private void Pause(Exception? why)
    {
        if (why is not null && !_isFailing) _log.Warning(why, "Lists of conversations are behind the journal: {0}", why.Message);
        if (why is null && _isFailing) _log.Info("Lists of conversations follow the journal again");
        _isFailing = why is not null;
        _next.Start(Interval);
    }

    private sealed record CaughtUp : INoSerializationVerificationNeeded
    {
        public static readonly CaughtUp Instance = new();
    }
}
