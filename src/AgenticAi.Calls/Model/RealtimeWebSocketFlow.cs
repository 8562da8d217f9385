using System.Collections.Frozen;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Brain;
using AgenticAi.Calls.Lifecycle;
using AgenticAi.Calls.Supervision;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Model;

/// <summary>
/// The model's leg: caller audio and commands go in, model audio and events come out. A session that is lost is followed by another
/// that remembers the call; until that is there, caller audio gathers in the boundary before the leg. It ends when no session can be
/// had any more.
/// </summary>
public sealed class RealtimeWebSocketFlow : Source, IModelEvents, IDisposable
{
    private readonly ModelLink _link = new();
    private readonly UnconfirmedAudio _unconfirmed;
    private readonly ModelSupervisor _supervisor;
    private readonly IBrain _brain;
    private readonly CallOptions _options;
    private readonly AudioBuffers _buffers;
    private readonly CallTelemetry _telemetry;
    private readonly LastWords _lastWords;
    private readonly TimeProvider _time;
    private SpeechPart? _part;
    private int _generation;
    private long _lostAt;

    public RealtimeWebSocketFlow(
        OpenSession open, CallOptions options, IBrain brain, AudioBuffers buffers, CallTelemetry telemetry, LastWords lastWords, TimeProvider time)
        : base("RealtimeWebSocketFlow")
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _brain = brain;
        _buffers = buffers;
        _telemetry = telemetry;
        _lastWords = lastWords;
        _time = time;
        _unconfirmed = new UnconfirmedAudio(options.Session.Format);
        _supervisor = new ModelSupervisor(open, options.Supervision, time);
        Audio = new Outlet<AudioFrame>(this, "audio");
        Events = new Outlet<TurnInput>(this, "events");
        Commands = new Outlet<ModelCommand>(this, "commands");
        AppendSink = new ModelAppendSink(_link, _unconfirmed, telemetry, time);
        CommandSink = new ModelCommandSink(_link, telemetry);
    }

    /// <summary>Model audio in the session's format, cut as the model sent it.</summary>
    public Outlet<AudioFrame> Audio { get; }

    /// <summary>Everything else the model says, that it is ready, and that it is gone.</summary>
    public Outlet<TurnInput> Events { get; }

    /// <summary>Commands for the model, from any loop: leads straight into its boundary.</summary>
    public Outlet<ModelCommand> Commands { get; }

    /// <summary>Takes caller audio in the session's format.</summary>
    public Sink<AudioFrame> AppendSink { get; }

    /// <summary>Takes commands.</summary>
    public Sink<ModelCommand> CommandSink { get; }

    /// <summary>Why the leg is gone for good; null while it is not, or when we ended it.</summary>
    public CallEnd? End { get; private set; }

    /// <summary>The number of the session of the moment; 0 before the first.</summary>
    public int Generation => Volatile.Read(ref _generation);

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await _supervisor.OpenAsync(cancellationToken) is { } connection)
        {
            long since = _time.GetTimestamp();
            LegVerdict verdict = await CarryAsync(connection, cancellationToken);
            if (verdict.Kind == LegVerdictKind.Benign) return;
            _lostAt = _time.GetTimestamp();
            _telemetry.ModelLost(verdict.Why);
            Events.Push(TurnInput.Of(new ModelGone(connection.SessionId, verdict.Why)));
            _supervisor.OnLost(verdict, _time.GetElapsedTime(since));
        }

        End = _supervisor.End;
    }

    /// <summary>To be called when the graph does not run any more.</summary>
    public void Dispose() => _unconfirmed.Dispose();

    /// <summary>One session, from its first word to its end.</summary>
    private async Task<LegVerdict> CarryAsync(RealtimeConnection connection, CancellationToken cancellationToken)
    {
        int generation = Generation + 1;
        Volatile.Write(ref _generation, generation);
        _lastWords.Reset();
        using var session = new SessionReceiver(this, generation, cancellationToken);
        try
        {
            if (!await TryRemindAsync(connection, generation, cancellationToken)) return LegVerdict.Retry("lost while it was being restored");
            _link.Join(new ModelSession(connection, generation));
            RealtimeEnd end = await connection.ReceiveAsync(session, session.Token);
            return session.Verdict ?? LegPolicy.Of(end);
        }
        finally
        {
            _link.Leave();
            if (!cancellationToken.IsCancellationRequested) await connection.DisposeAsync();
        }
    }

    /// <summary>Tells a session what was said and heard before it, and the graph that it is there.</summary>
    private async Task<bool> TryRemindAsync(RealtimeConnection connection, int generation, CancellationToken cancellationToken)
    {
        RestoredConversation past = new([], OwesAnswer: false);
        IReadOnlySet<string> known = FrozenSet<string>.Empty;
        if (_brain.State is { Items.IsEmpty: false } state)
        {
            past = RestoredMemory.Of(state, FrozenSet<string>.Empty, _options.RestoredTokens);
            known = state.Items.Values.Where(item => item.HeardMs is not null).Select(item => item.ItemId).ToFrozenSet();
            try
            {
                for (int i = 0; i < past.Items.Count; i++)
                    await connection.SendAsync(new ItemCreate(KeptItems.Named(past.Items[i], $"{i}")), cancellationToken);
            }
            catch (Exception error) when (ModelSession.IsGone(error, cancellationToken))
            {
                return false;
            }
        }

        if (generation > 1) _telemetry.ModelRestored(_time.GetElapsedTime(_lostAt));
        Events.Push(TurnInput.Of(new ModelReady(connection.SessionId, connection.Model, generation, past.OwesAnswer, known)));
        return true;
    }

    void IModelEvents.OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio)
    {
        _telemetry.ModelAudioReceived();
        if (_part is null || _part.ItemId != delta.ItemId || _part.ContentIndex != delta.ContentIndex || _part.ResponseId != delta.ResponseId)
            _part = new SpeechPart(delta.ResponseId, delta.ItemId, delta.ContentIndex);
        Audio.Push(new AudioFrame(_buffers.Copy(audio), _time.GetTimestamp(), StreamTimeMs: 0, _part, EndsPart: false));
    }

    void IModelEvents.OnEvent(ServerEvent serverEvent, int generation, OpenSpeech open)
    {
        _telemetry.ModelEvent(serverEvent);
        _lastWords.OnModelEvent(serverEvent);
        if (open.OnEvent(serverEvent)) _unconfirmed.OnProgress(generation, open);
        switch (serverEvent)
        {
            case OutputAudioDone done when _part?.ItemId == done.ItemId && _part.ContentIndex == done.ContentIndex:
                Audio.Push(new AudioFrame(_buffers.Rent(0), _time.GetTimestamp(), StreamTimeMs: 0, _part, EndsPart: true));
                break;
            case IgnoredEvent:
                break;
            case UnknownEvent unknown:
                _telemetry.UnknownMessage("realtime", unknown.Type);
                break;
            default:
                Events.Push(TurnInput.Of(serverEvent, _time.GetTimestamp()));
                break;
        }
    }

    void IModelEvents.OnRejected(string reason) => _telemetry.MessageRejected("realtime", reason);
}
