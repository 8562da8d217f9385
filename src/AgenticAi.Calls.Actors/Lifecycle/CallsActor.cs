using AgenticAi.Conversations.Actors;
using System.Globalization;
using AgenticAi.Calls.Actors.Stages;
using Akka.Actor;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>
/// The calls of a node: admits them and is the parent of their actors. A call whose actor fails ends with an apology; the others do not
/// notice.
/// </summary>
internal sealed class CallsActor : ReceiveActor
{
    private readonly CallServices _services;
    private readonly ConversationBrains _brains;
    private readonly GraphHost _host;
    private readonly LiveCalls _live;
    private long _number;

    public CallsActor(CallServices services, ConversationBrains brains, IMaterializer materializer, LiveCalls live)
    {
        (_services, _brains, _live) = (services, brains, live);
        _host = new GraphHost(materializer, new SharedTick(services.Time));
        Receive<CallsProtocol.Admit>(admit => Sender.Tell(AnswerTo(admit)));
        Receive<CallsProtocol.Drain>(_ =>
        {
            _live.IsDraining = true;
            Sender.Tell(new CallsProtocol.Draining([.. _live.All]));
        });
    }

    /// <summary>What a call's actor throws is a fault of ours: it stops, and <see cref="CallActor"/> closes what is open.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(static _ => Directive.Stop);

    protected override void PostStop() => _live.Stop();

    /// <summary>A call that cannot be made must not end the others, as a fault of this actor would.</summary>
    private object AnswerTo(CallsProtocol.Admit admit)
    {
        try
        {
            return Admit(admit);
        }
        catch (Exception error)
        {
            return new Status.Failure(error);
        }
    }

    private Admission Admit(CallsProtocol.Admit admit)
    {
        if (_live.Find(admit.Request.CallSid) is { } known) return new Admission(known, default);
        if (Refusal(admit.ComesBack) is { } refusal)
        {
            _services.Metrics.Refused.Add(1, new KeyValuePair<string, object?>("reason", refusal.ToString().ToLowerInvariant()));
            return new Admission(null, refusal);
        }

        var participants = new CallParticipants(admit.Request, admit.Announcement, _services, _brains);
        // A call that comes back may begin before the actor of the one before has stopped: names must differ.
        string name = string.Create(CultureInfo.InvariantCulture, $"{Uri.EscapeDataString(admit.Request.CallSid)}-{_number++}");
        participants.Call.Actor = Context.ActorOf(
            Props.Create(() => new CallActor(participants, _services, _live, _host, admit.ComesBack)), name);
        _live.Add(participants.Call);
        participants.Call.Actor.Tell(new CallProtocol.Begin());
        _services.Metrics.Active.Add(1);
        return new Admission(participants.Call, default);
    }

    private AdmissionRefusal? Refusal(bool comesBack) =>
        _live.IsDraining ? AdmissionRefusal.Draining
        : _live.Count >= _services.Options.MaxCalls ? AdmissionRefusal.Full
        // A conversation that goes on is told goodbye when the day is spent, as one that was never cut.
        : !comesBack && _services.Ledger is { IsSpent: true } ? AdmissionRefusal.Budget
        : null;
}
