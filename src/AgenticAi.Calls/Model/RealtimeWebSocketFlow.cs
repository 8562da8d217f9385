using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Lifecycle;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Model;

/// <summary>
/// The model's leg: caller audio and commands go in, model audio and events come out. It takes over a connection that has been on
/// its way since the webhook; until that is there, caller audio gathers in the boundary before it.
/// </summary>
public sealed class RealtimeWebSocketFlow : Source, IRealtimeReceiver
{
    private readonly Task<RealtimeConnection> _connecting;
    private readonly AudioBuffers _buffers;
    private readonly CallTelemetry _telemetry;
    private readonly LastWords _lastWords;
    private readonly TimeProvider _time;
    private SpeechPart? _part;

    public RealtimeWebSocketFlow(
        Task<RealtimeConnection> connecting, AudioBuffers buffers, CallTelemetry telemetry, LastWords lastWords, TimeProvider time)
        : base("RealtimeWebSocketFlow")
    {
        _lastWords = lastWords;
        _connecting = connecting;
        _buffers = buffers;
        _telemetry = telemetry;
        _time = time;
        Audio = new Outlet<AudioFrame>(this, "audio");
        Events = new Outlet<TurnInput>(this, "events");
        Commands = new Outlet<ClientEvent>(this, "commands");
        AppendSink = new ModelAppendSink(connecting, telemetry, time);
        CommandSink = new ModelCommandSink(connecting, telemetry);
    }

    /// <summary>Model audio in the session's format, cut as the model sent it.</summary>
    public Outlet<AudioFrame> Audio { get; }

    /// <summary>Everything else the model says, and that it is ready.</summary>
    public Outlet<TurnInput> Events { get; }

    /// <summary>Commands for the model, from any loop: leads straight into its boundary.</summary>
    public Outlet<ClientEvent> Commands { get; }

    /// <summary>Takes caller audio in the session's format.</summary>
    public Sink<AudioFrame> AppendSink { get; }

    /// <summary>Takes commands.</summary>
    public Sink<ClientEvent> CommandSink { get; }

    /// <summary>How the leg ended; null while it is being read.</summary>
    public RealtimeEnd? End { get; private set; }

    /// <exception cref="RealtimeConnectException">The model could not be reached or refused.</exception>
    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        RealtimeConnection connection = await _connecting.WaitAsync(cancellationToken);
        Events.Push(TurnInput.Of(new ModelReady(connection.SessionId, connection.Model)));
        End = await connection.ReceiveAsync(this, cancellationToken);
    }

    void IRealtimeReceiver.OnAudio(in AudioDelta delta, ReadOnlySpan<byte> audio)
    {
        _telemetry.ModelAudioReceived();
        if (_part is null || _part.ItemId != delta.ItemId || _part.ContentIndex != delta.ContentIndex || _part.ResponseId != delta.ResponseId)
            _part = new SpeechPart(delta.ResponseId, delta.ItemId, delta.ContentIndex);
        Audio.Push(new AudioFrame(_buffers.Copy(audio), _time.GetTimestamp(), StreamTimeMs: 0, _part, EndsPart: false));
    }

    void IRealtimeReceiver.OnEvent(ServerEvent serverEvent)
    {
        _telemetry.ModelEvent(serverEvent);
        _lastWords.OnModelEvent(serverEvent);
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

    void IRealtimeReceiver.OnRejected(string reason) => _telemetry.MessageRejected("realtime", reason);
}
