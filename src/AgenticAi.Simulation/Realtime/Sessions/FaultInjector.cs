using System.Text;
using AgenticAi.Simulation.Realtime.Rules;

namespace AgenticAi.Simulation.Realtime.Sessions;

/// <summary>Makes the faults of one session happen, at their moments or at once.</summary>
internal sealed class FaultInjector
{
    private static readonly TimeSpan HalfMessageLimit = TimeSpan.FromMilliseconds(100);

    private readonly SessionState _session;
    private readonly List<FaultPlan> _plans;
    private readonly Dictionary<string, int> _clientEvents = [];
    private int _utterances;

    public FaultInjector(SessionState session)
    {
        _session = session;
        _plans = [.. session.Options.Scenario.Faults.Concat(session.Options.Faults)
            .Where(plan => plan.Session is null || plan.Session == session.Number), .. session.Reception.Faults];
    }

    /// <summary>The client receives nothing any more and is not heard either.</summary>
    public bool IsDeaf { get; private set; }

    /// <summary>Ends the response on its way with an error, if there is one.</summary>
    public Action<RuleError> FailResponse { get; set; } = _ => { };

    public void Opening() => InjectThose<AtOpening>(_ => true);

    public void Goodbye() => InjectThose<AtGoodbye>(_ => true);

    public void ResponseBegan(int number) => InjectThose<AtResponse>(moment => moment.Number == number);

    public void ClientSaid(string type)
    {
        if (_plans.Count == 0) return;
        int number = _clientEvents[type] = _clientEvents.GetValueOrDefault(type) + 1;
        InjectThose<AtClientEvent>(moment => moment.Type == type && moment.Number == number);
    }

    public void Begin()
    {
        foreach (FaultPlan plan in _plans)
        {
            if (plan.When is AtTime at) _session.Timers.After(at.Time, () => Inject(plan.Fault));
        }
    }

    public void UtteranceBegan()
    {
        _utterances++;
        InjectThose<AtUtterance>(moment => moment.Number == _utterances);
    }

    public void ResponseWent(int number, TimeSpan audioSent)
    {
        foreach (FaultPlan plan in _plans.ToArray())
        {
            if (plan.When is not InResponse response || response.Number != number || audioSent < response.AudioSent) continue;
            _plans.Remove(plan);
            Inject(plan.Fault);
        }
    }

    public void Inject(RealtimeFault fault)
    {
        _session.Tell(new FaultInjected(_session.Number, _session.Now, fault));
        _session.Reception.OnFault?.Invoke(fault);
        switch (fault)
        {
            case DropFault drop:
                _session.Close(drop.CloseCode, drop.Reason);
                break;
            case ResetFault:
                _session.Outbox.Reset();
                break;
            case SilenceFault silence:
                _session.Outbox.Silence();
                IsDeaf |= silence.Deaf;
                break;
            case ErrorEventFault error:
                _session.Out.Error(new RuleError(error.Code, error.Message, Type: error.Type));
                break;
            case FailResponseFault fail:
                FailResponse(new RuleError(fail.Code, fail.Message, Type: "server_error"));
                break;
            case RawTextFault raw:
                _session.Outbox.Text(Encoding.UTF8.GetBytes(raw.Text));
                break;
            case HalfMessageFault:
                _session.Outbox.Half("{\"type\":\"response.output_audio.delta\",\"event_id\":\"ev"u8.ToArray());
                // A reset at once could overtake the bytes.
                _session.Timers.After(HalfMessageLimit, _session.Outbox.Reset);
                break;
            case BinaryFault:
                _session.Outbox.Binary(new byte[] { 0, 1, 2, 3 });
                break;
            case UnknownEventFault:
                _session.Out.Send("response.holographic_video.delta");
                break;
            case OversizedFault oversized:
                _session.Outbox.Text(Encoding.UTF8.GetBytes($"{{\"type\":\"unknown\",\"filler\":\"{new string('x', oversized.Bytes)}\"}}"));
                break;
            case FragmentFault fragment:
                _session.Outbox.FragmentBytes = fragment.Bytes;
                break;
            case RepeatFault repeat:
                _session.Outbox.Repeats = repeat.Messages;
                break;
            case StallFault stall:
                _session.Outbox.Pause(stall.Time);
                break;
            case ExpireFault:
                Expire();
                break;
            default:
                throw new InvalidOperationException($"The fault {fault.GetType().Name} cannot be injected.");
        }
    }

    private void InjectThose<T>(Func<T, bool> isNow)
        where T : FaultTrigger
    {
        foreach (FaultPlan plan in _plans)
        {
            if (plan.When is T moment && isNow(moment)) Inject(plan.Fault);
        }
    }

    /// <summary>The session has reached its longest time.</summary>
    public void Expire()
    {
        string message = $"Your session hit the maximum duration of {_session.Options.SessionLifetime.TotalMinutes:0} minutes.";
        _session.Out.Error(new RuleError("session_expired", message));
        _session.Close(1001, message);
    }
}
