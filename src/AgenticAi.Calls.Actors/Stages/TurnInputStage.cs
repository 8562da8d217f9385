using AgenticAi.Calls.Turns;
using Akka.Streams;
using Akka.Streams.Stage;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>A stage between the turn inputs and turn-taking: looks at each, and may change it or keep it back.</summary>
internal abstract class TurnInputStage : GraphStage<FlowShape<TurnInput, TurnInput>>
{
    private readonly string _name;
    private readonly Inlet<TurnInput> _in;
    private readonly Outlet<TurnInput> _out;

    protected TurnInputStage(string name)
    {
        (_name, _in, _out) = (name, new Inlet<TurnInput>($"{name}.in"), new Outlet<TurnInput>($"{name}.out"));
        Shape = new FlowShape<TurnInput, TurnInput>(_in, _out);
    }

    public override FlowShape<TurnInput, TurnInput> Shape { get; }

    protected override Attributes InitialAttributes => Attributes.CreateName(_name);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, Start(), inheritedAttributes);

    /// <summary>Makes what looks at the inputs of one run: returns what goes on, null for nothing.</summary>
    protected abstract Func<TurnInput, TurnInput?> Start();

    private sealed class Logic : CallStageLogic
    {
        public Logic(TurnInputStage stage, Func<TurnInput, TurnInput?> look, Attributes attributes)
            : base(stage.Shape, stage._name, attributes)
        {
            Handle(stage._in, () =>
            {
                if (look(Grab(stage._in)) is { } input) Push(stage._out, input);
                else Pull(stage._in);
            });
            Handle(stage._out, () => Pull(stage._in));
        }
    }
}
