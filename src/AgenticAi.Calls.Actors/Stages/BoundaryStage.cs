using AgenticAi.Calls.Actors.Boundaries;
using Akka.Streams;
using Akka.Streams.Stage;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>
/// A boundary between two stages of one island: always takes what comes, hands it on when that is wanted. The built-in <c>Buffer</c>
/// neither tells what it drops nor gives lent buffers back.
/// </summary>
internal sealed class BoundaryStage<T>(Boundary boundary, Action<string, bool> onDropped) : GraphStage<FlowShape<T, T>>
    where T : class
{
    private readonly Inlet<T> _in = new("boundary.in");
    private readonly Outlet<T> _out = new("boundary.out");

    public override FlowShape<T, T> Shape => new(_in, _out);

    protected override Attributes InitialAttributes => Attributes.CreateName(boundary.Name);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, boundary, onDropped, inheritedAttributes);

    private sealed class Logic : CallStageLogic
    {
        private readonly BoundaryStage<T> _stage;
        private readonly BoundaryRing<T> _ring;

        public Logic(BoundaryStage<T> stage, Boundary boundary, Action<string, bool> onDropped, Attributes attributes)
            : base(stage.Shape, boundary.Name, attributes)
        {
            _stage = stage;
            _ring = new BoundaryRing<T>(boundary, onDropped);
            Run?.Add(() => _ring.Status);
            Handle(stage._in, OnPush, OnFinish);
            Handle(stage._out, PushNext);
        }

        public override void PreStart() => Pull(_stage._in);

        protected override void OnStopped() => _ring.Close();

        private void OnPush()
        {
            _ring.Offer(Grab(_stage._in));
            if (_ring.Overflow is { } overflow) throw overflow;
            if (IsAvailable(_stage._out)) PushNext();
            Pull(_stage._in);
        }

        private void PushNext()
        {
            if (_ring.TryTake() is { } element) Push(_stage._out, element);
            else if (IsClosed(_stage._in)) CompleteStage();
        }

        private void OnFinish()
        {
            if (_ring.Status.Count == 0) CompleteStage();
        }
    }
}
