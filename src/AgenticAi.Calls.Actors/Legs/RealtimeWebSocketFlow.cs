using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using Akka.Streams;
using Akka.Streams.Stage;

namespace AgenticAi.Calls.Actors.Legs;

/// <summary>
/// The model's leg: caller audio and commands go in, model audio and events come out, in order. One stage for as many sessions as the call
/// needs, numbered by generation; while there is none, audio and commands wait, and gather in the boundaries before it. It ends the run when
/// no session can be had any more. Not <c>RestartFlow</c>: that loses what is in transit and knows nothing of a session to restore.
/// </summary>
internal sealed class RealtimeWebSocketFlow(RealtimeSessions sessions, Boundary output, CallTelemetry telemetry)
    : GraphStage<FanInShape<AudioFrame, ModelCommand, TurnInput>>
{
    public override FanInShape<AudioFrame, ModelCommand, TurnInput> Shape { get; } = new("realtime");

    protected override Attributes InitialAttributes => Attributes.CreateName(nameof(RealtimeWebSocketFlow));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) =>
        new Logic(Shape, sessions, output, telemetry, inheritedAttributes);

    private sealed class Logic : CallStageLogic, ITurnInputs
    {
        private readonly Inlet<AudioFrame> _audio;
        private readonly Inlet<ModelCommand> _commands;
        private readonly RealtimeSessions _sessions;
        private readonly BoundaryRing<TurnInput> _output;
        private readonly Action _wake;
        private readonly Action _appended;
        private readonly Action _sent;
        private readonly Action _over;
        private readonly Action _onAppended;
        private readonly Action _onSent;
        private readonly CancellationTokenSource _stop = new();

        public Logic(
            FanInShape<AudioFrame, ModelCommand, TurnInput> shape, RealtimeSessions sessions, Boundary output, CallTelemetry telemetry,
            Attributes attributes)
            : base(shape, nameof(RealtimeWebSocketFlow), attributes)
        {
            (_audio, _commands, _sessions) = (shape.In0, shape.In1, sessions);
            _output = new BoundaryRing<TurnInput>(output, telemetry.Dropped);
            _wake = Drain(shape.Out, _output);
            _onAppended = () => PullIfOpen(_audio);
            _onSent = () => PullIfOpen(_commands);
            _appended = Callback(_onAppended);
            _sent = Callback(_onSent);
            _over = Callback(OnSessionsOver);
            // The leg reads on when the caller has hung up: the last words are still being transcribed.
            Handle(_audio, OnAudio, static () => { });
            Handle(_commands, OnCommand, static () => { });
        }

        public override void PreStart()
        {
            Pull(_audio);
            Pull(_commands);
            Run?.Hold();
            _ = ReadAsync();
        }

        public void Offer(TurnInput input) => _output.Offer(input);

        public void Signal() => _wake();

        protected override void OnStopped()
        {
            _stop.Cancel();
            _output.Close();
        }

        private void OnAudio() => Await(_sessions.AppendAsync(Grab(_audio), _stop.Token), _appended, _onAppended);

        private void OnCommand() => Await(_sessions.SendAsync(Grab(_commands), _stop.Token), _sent, _onSent);

        /// <summary>Nobody will take audio or commands any more: what waits for that must not keep the run from ending.</summary>
        private void OnSessionsOver()
        {
            Cancel(_audio);
            Cancel(_commands);
        }

        private void PullIfOpen<T>(Inlet<T> inlet)
        {
            if (!IsClosed(inlet)) Pull(inlet);
        }

        private async Task ReadAsync()
        {
            try
            {
                await _sessions.RunAsync(this, _stop.Token);
                if (!_stop.IsCancellationRequested)
                    Run?.End(_sessions.End ?? new CallEnd(CallEndReason.OurFault, "the model's leg was closed by us"));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                // The run ends for another reason.
            }
            catch (Exception error)
            {
                Run?.End(FaultOf(Name, error));
            }
            finally
            {
                Run?.ModelLegEnded();
                _output.Complete();
                _wake();
                _over();
                Run?.Release();
            }
        }
    }
}
