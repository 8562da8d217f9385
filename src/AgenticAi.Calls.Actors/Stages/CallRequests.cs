using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Calls.Turns;
using Akka.Streams;
using Akka.Streams.Stage;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>
/// Where the wishes of brain and operator come into a call: to say something, to tell the model something, to end. From any thread; what is
/// told before the graph runs is the first that it gets.
/// </summary>
internal sealed class CallRequests(Boundary boundary, Action<string, bool> onDropped) : GraphStage<SourceShape<TurnInput>>
{
    private readonly BoundaryRing<TurnInput> _ring = new(boundary, onDropped);
    private Action? _wake;

    public override SourceShape<TurnInput> Shape { get; } = new(new Outlet<TurnInput>("requests.out"));

    protected override Attributes InitialAttributes => Attributes.CreateName(nameof(CallRequests));

    /// <summary>Hands a wish to the call. Never waits.</summary>
    public void Tell(TurnInput wish)
    {
        _ring.Offer(wish);
        Volatile.Read(ref _wake)?.Invoke();
    }

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inheritedAttributes);

    private sealed class Logic : CallStageLogic
    {
        private readonly CallRequests _stage;

        public Logic(CallRequests stage, Attributes attributes)
            : base(stage.Shape, nameof(CallRequests), attributes)
        {
            _stage = stage;
            Volatile.Write(ref stage._wake, Drain(stage.Shape.Outlet, stage._ring));
        }

        protected override void OnStopped() => _stage._ring.Close();
    }
}
