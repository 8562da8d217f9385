using System.Text;

namespace AgenticAi.Simulation.Twilio;

/// <summary>The buffer of one media stream and what happened on it so far. Safe for several threads.</summary>
internal sealed class StreamLog : IPlayoutListener
{
    private const int MostViolations = 1000;
    private const int ExcerptLength = 200;

    private readonly CallLog _call;
    private readonly CallerScript _script;
    private readonly Lock _gate = new();
    private readonly PlayoutBuffer _playout;
    private readonly Queue<string> _reached = new();
    private readonly List<PlayedRun> _runs = [];
    private readonly List<MarkRecord> _marks = [];
    private readonly List<ClearRecord> _clears = [];
    private readonly List<GapRecord> _gaps = [];
    private readonly List<ProtocolViolation> _violations = [];
    private readonly AgentEar _ear = new();
    private readonly EchoPath? _echo;
    private long _mediaMessages;
    private long _unaligned;

    /// <param name="call">The log of the call.</param>
    /// <param name="script">Told when the agent is heard.</param>
    /// <param name="echo">The echo of the line, or null.</param>
    public StreamLog(CallLog call, CallerScript script, LineEcho? echo)
    {
        _call = call;
        _script = script;
        _playout = new PlayoutBuffer(this);
        _echo = echo is null ? null : new EchoPath(echo);
    }

    /// <summary>Audio for the caller arrived.</summary>
    /// <param name="now">Position of the call.</param>
    /// <param name="mulaw">One byte a sample.</param>
    /// <param name="atOnce">It counts as played when it arrives.</param>
    public void Media(long now, ReadOnlySpan<byte> mulaw, bool atOnce)
    {
        lock (_gate)
        {
            _mediaMessages++;
            if (mulaw.Length % MediaFrame.Samples != 0) _unaligned++;
            _playout.Enqueue(now, mulaw);
            _call.AudioArrived(mulaw.Length);
            if (atOnce) _playout.AdvanceTo(_playout.PlayedUntil + _playout.Buffered);
        }
    }

    public void Mark(long now, string name)
    {
        lock (_gate) _playout.Mark(now, name);
    }

    public void Clear(long now)
    {
        lock (_gate)
        {
            long discarded = _playout.Clear(now);
            _clears.Add(new ClearRecord(_call.Now, _playout.Played, discarded));
            _call.Publish(new AudioCleared(_call.Now, MediaFrame.ToTime(discarded)));
        }
    }

    public void Violation(string rule, ReadOnlySpan<byte> message)
    {
        lock (_gate)
        {
            if (_violations.Count == MostViolations) return;
            string excerpt = Encoding.UTF8.GetString(message[..Math.Min(message.Length, ExcerptLength)]);
            _violations.Add(new ProtocolViolation(_call.Now, rule, excerpt));
        }
    }

    /// <summary>Moves the clock, and notices when the agent has fallen silent.</summary>
    public void AdvanceTo(long now)
    {
        lock (_gate)
        {
            _playout.AdvanceTo(now);
            if (_ear.HasStopped(now)) _call.Publish(new AgentStopped(_call.Now));
        }
    }

    /// <summary>Adds the echo of what was played to a piece of the caller's audio.</summary>
    public void AddEcho(long position, Span<short> pcm)
    {
        lock (_gate) _echo?.AddTo(position, pcm);
    }

    /// <summary>A mark that was reached and is to be echoed.</summary>
    public bool TryTakeMark(out string? name)
    {
        lock (_gate) return _reached.TryDequeue(out name);
    }

    /// <summary>Completes a record with what was counted.</summary>
    public StreamRecord Complete(StreamRecord record)
    {
        lock (_gate)
        {
            return record with
            {
                Received = _playout.Received,
                Played = _playout.Played,
                Cleared = _playout.Cleared,
                Unplayed = _playout.Buffered,
                MediaMessages = _mediaMessages,
                UnalignedMedia = _unaligned,
                Runs = [.. _runs],
                Marks = [.. _marks],
                Clears = [.. _clears],
                Gaps = [.. _gaps],
                Violations = [.. _violations],
            };
        }
    }

    void IPlayoutListener.Played(long position, long offset, ReadOnlySpan<byte> mulaw)
    {
        if (_runs is [.., var last] && MediaFrame.ToSamples(last.At) + last.Samples == position && last.Offset + last.Samples == offset)
            _runs[^1] = last with { Samples = last.Samples + mulaw.Length };
        else _runs.Add(new PlayedRun(MediaFrame.ToTime(position), offset, mulaw.Length));
        _call.AgentAudio(position, mulaw);
        _echo?.Play(position, mulaw);
        (bool audible, bool began) = _ear.Hear(position + mulaw.Length, mulaw);
        _script.HearAudio(MediaFrame.ToTime(mulaw.Length));
        if (audible) _script.HearAgent(_call.Now);
        if (began) _call.Publish(new AgentBegan(_call.Now));
    }

    void IPlayoutListener.MarkReached(string name, long position, bool cleared)
    {
        _marks.Add(new MarkRecord(name, MediaFrame.ToTime(position), cleared));
        _reached.Enqueue(name);
    }

    void IPlayoutListener.Gap(long from, long to) => _gaps.Add(new GapRecord(MediaFrame.ToTime(from), MediaFrame.ToTime(to - from)));
}
