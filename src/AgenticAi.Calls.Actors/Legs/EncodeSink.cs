using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Twilio.MediaStreams;
using Akka.Streams;
using Akka.Streams.Stage;

namespace AgenticAi.Calls.Actors.Legs;

/// <summary>
/// Writes to the caller's leg: media, the marks behind it, and clear. The next command is wanted when the last one is written: that is the
/// backpressure.
/// </summary>
/// <remarks>A leg that is gone is not an error here: the source that reads it says so, and ends the call with the right reason.</remarks>
internal sealed class EncodeSink(MediaStreamConnection connection, CallTelemetry telemetry, TimeProvider time)
    : GraphStage<SinkShape<CallerCommand>>
{
    public override SinkShape<CallerCommand> Shape { get; } = new(new Inlet<CallerCommand>("encode.in"));

    protected override Attributes InitialAttributes => Attributes.CreateName(nameof(EncodeSink));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inheritedAttributes);

    private async ValueTask WriteAsync(CallerCommand command, CancellationToken cancellationToken)
    {
        try
        {
            switch (command)
            {
                case PlayAudio play:
                    using (AudioBuffer audio = play.Audio) await connection.SendMediaAsync(audio.Memory, cancellationToken);
                    if (play.ReadAt != 0) telemetry.ModelAudioSent(time.GetElapsedTime(play.ReadAt));
                    break;
                case SendMark mark:
                    await connection.SendMarkAsync(mark.Name, cancellationToken);
                    break;
                case ClearAudio clear:
                    await connection.SendClearAsync(cancellationToken);
                    if (clear.ReadAt != 0) telemetry.AgentSilenced(time.GetElapsedTime(clear.ReadAt));
                    break;
            }
        }
        catch (Exception error) when (ModelSession.IsGone(error, cancellationToken))
        {
            telemetry.SendFailed("twilio");
        }
    }

    private sealed class Logic : CallStageLogic
    {
        private readonly EncodeSink _stage;
        private readonly Action _pull;
        private readonly Action _written;
        private readonly CancellationTokenSource _stop = new();
        private bool _isWriting;

        public Logic(EncodeSink stage, Attributes attributes)
            : base(stage.Shape, nameof(EncodeSink), attributes)
        {
            _stage = stage;
            _pull = OnWritten;
            _written = Callback(OnWritten);
            Handle(stage.Shape.Inlet, OnPush, OnFinish);
        }

        public override void PreStart() => Pull(_stage.Shape.Inlet);

        protected override void OnStopped() => _stop.Cancel();

        private void OnPush()
        {
            _isWriting = true;
            Await(_stage.WriteAsync(Grab(_stage.Shape.Inlet), _stop.Token), _written, _pull);
        }

        private void OnWritten()
        {
            _isWriting = false;
            if (IsClosed(_stage.Shape.Inlet)) CompleteStage();
            else Pull(_stage.Shape.Inlet);
        }

        private void OnFinish()
        {
            if (_isWriting) SetKeepGoing(true);
            else CompleteStage();
        }
    }
}
