using AgenticAi.Calls.Audio;
using Akka.Streams;
using Akka.Streams.Stage;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>A stage that changes the audio of frames in place, one frame in, one or none out. Elements without audio pass as they are.</summary>
/// <typeparam name="T">The element; both directions of a call have their own.</typeparam>
internal abstract class FrameStage<T> : GraphStage<FlowShape<T, T>>
    where T : class
{
    private readonly string _name;
    private readonly Inlet<T> _in;
    private readonly Outlet<T> _out;

    protected FrameStage(string name)
    {
        (_name, _in, _out) = (name, new Inlet<T>($"{name}.in"), new Outlet<T>($"{name}.out"));
        Shape = new FlowShape<T, T>(_in, _out);
    }

    public override FlowShape<T, T> Shape { get; }

    protected override Attributes InitialAttributes => Attributes.CreateName(_name);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, Start(), inheritedAttributes);

    /// <summary>Makes what changes the frames of one run: returns false for a frame that does not go on.</summary>
    protected abstract Func<AudioFrame, bool> Start();

    /// <summary>The audio in an element; null when it has none.</summary>
    protected abstract AudioFrame? FrameOf(T element);

    private sealed class Logic : CallStageLogic
    {
        private readonly FrameStage<T> _stage;
        private readonly Func<AudioFrame, bool> _process;

        public Logic(FrameStage<T> stage, Func<AudioFrame, bool> process, Attributes attributes)
            : base(stage.Shape, stage._name, attributes)
        {
            (_stage, _process) = (stage, process);
            Handle(stage._in, OnPush);
            Handle(stage._out, () => Pull(stage._in));
        }

        private void OnPush()
        {
            T element = Grab(_stage._in);
            if (_stage.FrameOf(element) is not { } frame || _process(frame))
            {
                Push(_stage._out, element);
                return;
            }

            frame.Dispose();
            Pull(_stage._in);
        }
    }
}
