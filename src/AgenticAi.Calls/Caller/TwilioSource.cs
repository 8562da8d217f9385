using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Streams.Graph;
using AgenticAi.Twilio.MediaStreams;

namespace AgenticAi.Calls.Caller;

/// <summary>
/// Reads the caller's leg without ever pausing: Twilio throws audio away when its reader is slow (error 31930). Audio goes one way,
/// marks and digits the other.
/// </summary>
public sealed class TwilioSource : Source, IMediaStreamReceiver
{
    private readonly MediaStreamConnection _connection;
    private readonly AudioBuffers _buffers;
    private readonly CallTelemetry _telemetry;
    private readonly TimeProvider _time;

    public TwilioSource(MediaStreamConnection connection, AudioBuffers buffers, CallTelemetry telemetry, TimeProvider time)
        : base("TwilioSource")
    {
        _connection = connection;
        _buffers = buffers;
        _telemetry = telemetry;
        _time = time;
        Audio = new Outlet<AudioFrame>(this, "audio");
        Signals = new Outlet<TurnInput>(this, "signals");
    }

    /// <summary>Caller audio: μ-law, 8 kHz, as Twilio sends it.</summary>
    public Outlet<AudioFrame> Audio { get; }

    /// <summary>Marks that came back and digits.</summary>
    public Outlet<TurnInput> Signals { get; }

    /// <summary>How the leg ended; null while it is being read.</summary>
    public MediaStreamEnd? End { get; private set; }

    public override async Task RunAsync(CancellationToken cancellationToken) =>
        End = await _connection.ReceiveAsync(this, cancellationToken);

    void IMediaStreamReceiver.OnMedia(in MediaFrame frame, ReadOnlySpan<byte> payload)
    {
        if (frame.IsOutboundTrack) return;
        _telemetry.CallerFrameReceived();
        Audio.Push(new AudioFrame(_buffers.Copy(payload), _time.GetTimestamp(), frame.TimestampMs, Part: null, EndsPart: false));
    }

    void IMediaStreamReceiver.OnMessage(TwilioMessage message)
    {
        if (message is UnknownMessage unknown) _telemetry.UnknownMessage("twilio", unknown.Event);
        else Signals.Push(TurnInput.Of(message));
    }

    void IMediaStreamReceiver.OnRejected(string reason) => _telemetry.MessageRejected("twilio", reason);
}
