using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Conversations;
using AgenticAi.Conversations.Actors;
using Akka.Actor;

namespace AgenticAi.Calls.Actors.Lifecycle;

/// <summary>A call as others see it: how it stands, and what may be asked of it. <see cref="CallActor"/> is what carries it.</summary>
public sealed class Call
{
    private readonly TaskCompletionSource<CallEnd> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DateTimeOffset _announcedAt;
    private readonly Func<string> _newId;
    private volatile string? _streamSid;
    private volatile CallStatus _status;

    internal Call(CallRequest request, BrainRelay brain, Func<string> newId, DateTimeOffset announcedAt)
    {
        (Request, Brain, _newId, _announcedAt) = (request, brain, newId, announcedAt);
    }

    public CallRequest Request { get; }

    public CallStatus Status
    {
        get => _status;
        internal set => _status = value;
    }

    /// <summary>Completes with the reason when nothing of the call is open any more. Never faults.</summary>
    public Task<CallEnd> Completion => _completion.Task;

    /// <summary>The call as it is now.</summary>
    public CallSnapshot Snapshot => new(Request, Status, _announcedAt, _streamSid) { Cost = Brain.State.Cost };

    /// <summary>How its brain is doing.</summary>
    public BrainHealth BrainHealth => Brain.Health;

    internal BrainRelay Brain { get; }

    /// <summary>Who carries it.</summary>
    internal IActorRef Actor { get; set; } = ActorRefs.Nobody;

    /// <summary>Why a call that came back was not taken; null when it was.</summary>
    internal Comeback? Refusal { get; set; }

    /// <summary>The run of its graph; null before its stream began.</summary>
    internal CallRun? Run { get; set; }

    /// <summary>The boundaries of the running graph.</summary>
    internal IEnumerable<BoundaryStatus> Boundaries => Run?.Boundaries ?? [];

    /// <summary>Asks for words to be said to the caller.</summary>
    /// <returns>The request's id in the journal, or null when the call takes no more.</returns>
    public string? TrySay(string text, string source)
    {
        string id = _newId();
        return Status < CallStatus.Ending && Brain.TryTell(new RequestSpeech(id, text, source)) ? id : null;
    }

    /// <summary>Asks the call to end. The first reason counts; asked again, it does not wait for what its agents still do.</summary>
    public void End(CallEnd end) => Actor.Tell(new CallProtocol.End(end));

    internal void BeginStream(string streamSid)
    {
        _streamSid = streamSid;
        Status = CallStatus.Running;
    }

    internal void Complete(CallEnd end)
    {
        Status = CallStatus.Ended;
        _completion.TrySetResult(end);
    }
}
