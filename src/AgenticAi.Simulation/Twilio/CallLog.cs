using AgenticAi.Audio.G711;

namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// What happened in a call so far, on one timeline that begins when it is dialled. Safe for several threads; events are told in
/// order, under its lock.
/// </summary>
internal sealed class CallLog(string callSid, CallPlan plan, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _dialled = time.GetTimestamp();
    private readonly AudioTrack _caller = new();
    private readonly AudioTrack _agent = new();
    private readonly List<TwimlVerb> _verbs = [];
    private readonly List<StreamRecord> _streams = [];
    private readonly List<TwilioError> _errors = [];
    private readonly List<SpokenLine> _said = [];
    private readonly HashSet<int> _once = [];
    private long _received;
    private CallRecord _record = new() { CallSid = callSid };

    /// <summary>Time since the call was dialled.</summary>
    public TimeSpan Now => time.GetElapsedTime(_dialled);

    /// <summary>The same in samples at 8 kHz.</summary>
    public long Position => MediaFrame.ToSamples(Now);

    /// <summary>Samples for the caller that have arrived.</summary>
    public long Received => Interlocked.Read(ref _received);

    public void AudioArrived(int samples) => Interlocked.Add(ref _received, samples);

    public void Answered(int status, string body)
    {
        lock (_gate)
        {
            if (_record.WebhookStatus == 0) _record = _record with { WebhookStatus = status, Twiml = body };
            Tell(new WebhookAnswered(Now, status, body));
        }
    }

    public void Follow(TwimlVerb verb)
    {
        lock (_gate)
        {
            _verbs.Add(verb);
            Tell(new VerbStarted(Now, verb));
        }
    }

    public void Said(SpokenLine line)
    {
        lock (_gate) _said.Add(line);
    }

    public void CallerAudio(long position, ReadOnlySpan<short> pcm)
    {
        if (!plan.KeepAudio) return;
        lock (_gate) _caller.Write(position, pcm);
    }

    public void AgentAudio(long position, ReadOnlySpan<byte> mulaw)
    {
        if (!plan.KeepAudio) return;
        Span<short> pcm = mulaw.Length <= 4096 ? stackalloc short[mulaw.Length] : new short[mulaw.Length];
        MuLaw.Decode(mulaw, pcm);
        AgentAudio(position, pcm);
    }

    public void AgentAudio(long position, ReadOnlySpan<short> pcm)
    {
        if (!plan.KeepAudio) return;
        lock (_gate) _agent.Write(position, pcm);
    }

    public void Ended(StreamRecord stream)
    {
        lock (_gate)
        {
            _streams.Add(stream);
            Tell(new StreamEnded(Now, stream.End));
        }
    }

    public void Error(int code, string message)
    {
        lock (_gate)
        {
            var error = new TwilioError(code, message, Now);
            _errors.Add(error);
            Tell(new ErrorReported(Now, error));
        }
    }

    /// <summary>An error that Twilio reports once for the named stream, however often it happens.</summary>
    public void ErrorOnce(int code, string message, string streamSid)
    {
        bool first;
        lock (_gate) first = _once.Add(HashCode.Combine(code, streamSid));
        if (first) Error(code, message);
    }

    public void Publish(PhoneEvent phoneEvent)
    {
        lock (_gate) Tell(phoneEvent);
    }

    public CallRecord Over(CallEndReason reason)
    {
        lock (_gate)
        {
            _record = _record with { End = reason };
            Tell(new CallOver(Now, reason));
        }

        return Snapshot();
    }

    public CallRecord Snapshot()
    {
        lock (_gate)
        {
            return _record with
            {
                Duration = Now,
                Verbs = [.. _verbs],
                Streams = [.. _streams],
                Errors = [.. _errors],
                Said = [.. _said],
                CallerAudio = _caller.ToMemory(),
                AgentAudio = _agent.ToMemory(),
            };
        }
    }

    private void Tell(PhoneEvent phoneEvent) => plan.OnEvent?.Invoke(phoneEvent);
}
