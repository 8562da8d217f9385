using AgenticAi.Calls.Audio;
using Akka.Streams;
using Akka.Streams.Stage;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>Puts silence where the caller's media is missing: see <see cref="GapFiller"/>.</summary>
internal sealed class FillGaps(AudioBuffers buffers, SharedTick tick) : GraphStage<FlowShape<AudioFrame, AudioFrame>>
{
    private readonly Inlet<AudioFrame> _in = new("FillGaps.in");
    private readonly Outlet<AudioFrame> _out = new("FillGaps.out");

    public override FlowShape<AudioFrame, AudioFrame> Shape => new(_in, _out);

    protected override Attributes InitialAttributes => Attributes.CreateName(nameof(FillGaps));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, buffers, tick, inheritedAttributes);

    private sealed class Logic : CallStageLogic
    {
        /// <summary>How soon it is looked again at a time that came while frames were waiting.</summary>
        private static readonly TimeSpan Recheck = TimeSpan.FromMilliseconds(100);

        private readonly FillGaps _stage;
        private readonly GapFiller _filler;
        private readonly Queue<AudioFrame> _ready = new();
        private readonly Action<AudioFrame> _put;
        private readonly DueTimer _timer;
        private readonly TimeProvider _time;

        public Logic(FillGaps stage, AudioBuffers buffers, SharedTick tick, Attributes attributes)
            : base(stage.Shape, nameof(FillGaps), attributes)
        {
            (_stage, _time, _put) = (stage, tick.Time, _ready.Enqueue);
            _filler = new GapFiller(buffers, tick.Time);
            _timer = tick.NewTimer(Callback(OnDue));
            Handle(stage._in, OnPush, OnFinish);
            Handle(stage._out, PushNext);
        }

        protected override void OnStopped()
        {
            _timer.Dispose();
            while (_ready.TryDequeue(out AudioFrame? frame)) frame.Dispose();
        }

        private void OnPush()
        {
            _filler.OnFrame(Grab(_stage._in), _put);
            _timer.Set(_filler.DueAt);
            PushNext();
        }

        private void PushNext()
        {
            if (!IsAvailable(_stage._out)) return;
            if (_ready.TryDequeue(out AudioFrame? frame)) Push(_stage._out, frame);
            else if (IsClosed(_stage._in)) CompleteStage();
            else if (!HasBeenPulled(_stage._in)) Pull(_stage._in);
        }

        /// <summary>Media is missing only when somebody wants it: frames that wait for a slow model are there.</summary>
        private void OnDue()
        {
            bool isStarving = IsAvailable(_stage._out) && HasBeenPulled(_stage._in) && !IsAvailable(_stage._in);
            if (!isStarving)
            {
                _timer.Set(_time.GetTimestamp() + (long)(Recheck.TotalSeconds * _time.TimestampFrequency));
                return;
            }

            if (_time.GetTimestamp() >= _filler.DueAt) _filler.OnDue(_put);
            _timer.Set(_filler.DueAt);
            PushNext();
        }

        private void OnFinish()
        {
            if (_ready.Count == 0) CompleteStage();
        }
    }
}
