using System.Collections.Immutable;
using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Twilio.MediaStreams;
using Akka.Streams;
using Akka.Streams.Stage;

namespace AgenticAi.Calls.Actors.Legs;

/// <summary>
/// Reads the caller's leg without ever pausing: Twilio throws audio away when its reader is slow (error 31930). The reading loop only fills
/// two rings; audio goes one way, marks and digits the other. The end of the leg ends the run.
/// </summary>
internal sealed class TwilioSource(
    MediaStreamConnection connection, Boundary audio, Boundary signals, AudioBuffers buffers, CallTelemetry telemetry, TimeProvider time)
    : GraphStage<TwilioSourceShape>
{
    public override TwilioSourceShape Shape { get; } = new(new Outlet<AudioFrame>("twilio.audio"), new Outlet<TurnInput>("twilio.signals"));

    protected override Attributes InitialAttributes => Attributes.CreateName(nameof(TwilioSource));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(Shape, connection, audio, signals, buffers, telemetry, time, inheritedAttributes);

    private sealed class Logic : CallStageLogic, IMediaStreamReceiver
    {
        private readonly TwilioSourceShape _shape;
        private readonly MediaStreamConnection _connection;
        private readonly AudioBuffers _buffers;
        private readonly CallTelemetry _telemetry;
        private readonly TimeProvider _time;
        private readonly BoundaryRing<AudioFrame> _audio;
        private readonly BoundaryRing<TurnInput> _signals;
        private readonly Action _wakeAudio;
        private readonly Action _wakeSignals;
        private readonly CancellationTokenSource _stop = new();

        public Logic(
            TwilioSourceShape shape, MediaStreamConnection connection, Boundary audio, Boundary signals, AudioBuffers buffers,
            CallTelemetry telemetry, TimeProvider time, Attributes attributes)
            : base(shape, nameof(TwilioSource), attributes)
        {
            (_shape, _connection) = (shape, connection);
            _buffers = buffers;
            _telemetry = telemetry;
            _time = time;
            _audio = new BoundaryRing<AudioFrame>(audio, telemetry.Dropped);
            _signals = new BoundaryRing<TurnInput>(signals, telemetry.Dropped);
            _wakeAudio = Drain(shape.Audio, _audio);
            _wakeSignals = Drain(shape.Signals, _signals);
        }

        public override void PreStart()
        {
            Run?.Hold();
            _ = ReadAsync();
        }

        public void OnMedia(in MediaFrame frame, ReadOnlySpan<byte> payload)
        {
            if (frame.IsOutboundTrack) return;
            _telemetry.CallerFrameReceived();
            _audio.Offer(new AudioFrame(_buffers.Copy(payload), _time.GetTimestamp(), frame.TimestampMs));
            _wakeAudio();
        }

        public void OnMessage(TwilioMessage message)
        {
            switch (message)
            {
                case MarkReached mark:
                    Signal(new CallerMark(mark.Name));
                    break;
                case Dtmf key:
                    Signal(new CallerDigit(key.Digit));
                    break;
                case UnknownMessage unknown:
                    _telemetry.UnknownMessage("twilio", unknown.Event);
                    break;
            }
        }

        public void OnRejected(string reason) => _telemetry.MessageRejected("twilio", reason);

        protected override void OnStopped()
        {
            _stop.Cancel();
            _audio.Close();
            _signals.Close();
        }

        /// <summary>The socket is read on for the other outlet: the leg that wants no audio any more is not the caller's.</summary>
        protected override void OnCancelled<T>(Outlet<T> outlet, Exception cause)
        {
            if (ReferenceEquals(outlet, _shape.Audio)) _audio.Close();
            else _signals.Close();
        }

        private void Signal(TurnInput input)
        {
            _signals.Offer(input);
            _wakeSignals();
        }

        private async Task ReadAsync()
        {
            try
            {
                MediaStreamEnd end = await _connection.ReceiveAsync(this, _stop.Token);
                if (!_stop.IsCancellationRequested) Run?.End(new CallEnd(
                    end.Kind == MediaStreamEndKind.Stopped ? CallEndReason.CallerHungUp : CallEndReason.CallerLineLost, end.Detail));
            }
            catch (Exception error)
            {
                Run?.End(FaultOf(Name, error));
            }
            finally
            {
                Run?.CallerLegEnded();
                _audio.Complete();
                _signals.Complete();
                _wakeAudio();
                _wakeSignals();
                Run?.Release();
            }
        }
    }
}

/// <summary>Two outlets, no inlet.</summary>
/// <param name="audio">Caller audio: μ-law, 8 kHz, as Twilio sends it.</param>
/// <param name="signals">Marks that came back and digits.</param>
internal sealed class TwilioSourceShape(Outlet<AudioFrame> audio, Outlet<TurnInput> signals) : Shape
{
    public Outlet<AudioFrame> Audio { get; } = audio;

    public Outlet<TurnInput> Signals { get; } = signals;

    public override ImmutableArray<Inlet> Inlets => [];

    public override ImmutableArray<Outlet> Outlets => [Audio, Signals];

    public override Shape DeepCopy() =>
        new TwilioSourceShape((Outlet<AudioFrame>)Audio.CarbonCopy(), (Outlet<TurnInput>)Signals.CarbonCopy());

    public override Shape CopyFromPorts(ImmutableArray<Inlet> inlets, ImmutableArray<Outlet> outlets) =>
        new TwilioSourceShape((Outlet<AudioFrame>)outlets[0], (Outlet<TurnInput>)outlets[1]);
}
