using AgenticAi.Calls.Turns;
using Akka.Streams;
using Akka.Streams.Stage;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>Tells the owner of the call what turn-taking has decided. The built-in <c>ForEach</c> would not name itself when it fails.</summary>
/// <param name="decided">Must not wait.</param>
internal sealed class DecisionSink(Action<CallDecision> decided) : GraphStage<SinkShape<CallDecision>>
{
    public override SinkShape<CallDecision> Shape { get; } = new(new Inlet<CallDecision>("decisions.in"));

    protected override Attributes InitialAttributes => Attributes.CreateName(nameof(DecisionSink));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(Shape.Inlet, Shape, decided, inheritedAttributes);

    private sealed class Logic : CallStageLogic
    {
        private readonly Inlet<CallDecision> _in;

        public Logic(Inlet<CallDecision> inlet, Shape shape, Action<CallDecision> decided, Attributes attributes)
            : base(shape, nameof(DecisionSink), attributes)
        {
            _in = inlet;
            Handle(inlet, () =>
            {
                decided(Grab(inlet));
                Pull(inlet);
            });
        }

        public override void PreStart() => Pull(_in);
    }
}
