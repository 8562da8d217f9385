using AgenticAi.Calls.Actors.Boundaries;
using AgenticAi.Conversations;
using Akka.Streams;
using Akka.Streams.Stage;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>
/// The logic of a stage of a call: tells the run's end when it fails, by its name, and counts as a part of the run until it has stopped.
/// </summary>
internal abstract class CallStageLogic : GraphStageLogic
{
    private readonly Action<Exception> _fault;
    private volatile bool _isStopped;

    protected CallStageLogic(Shape shape, string name, Attributes attributes)
        : base(shape)
    {
        Name = name;
        Run = attributes.GetAttribute<RunEnd>(null!);
        Run?.Hold();
        _fault = GetAsyncCallback<Exception>(Fault);
    }

    /// <summary>The stage's name, as in the picture of the graph.</summary>
    protected string Name { get; }

    /// <summary>The run it is a part of; null for a stage that is run alone.</summary>
    protected RunEnd? Run { get; }

    public override void PostStop()
    {
        _isStopped = true;
        OnStopped();
        Run?.Release();
    }

    /// <summary>Gives back what is held. Called once, whatever stopped the stage.</summary>
    protected virtual void OnStopped()
    {
    }

    /// <summary>Like <c>SetHandler</c>; what the handlers throw ends the run with this stage's name.</summary>
    protected void Handle<T>(Inlet<T> inlet, Action onPush, Action? onUpstreamFinish = null, Action<Exception>? onUpstreamFailure = null) =>
        SetHandler(
            inlet,
            Named(onPush),
            Named(onUpstreamFinish ?? CompleteStage),
            onUpstreamFailure ?? FailStage);

    /// <summary>Like <c>SetHandler</c>; what the handlers throw ends the run with this stage's name.</summary>
    protected void Handle<T>(Outlet<T> outlet, Action onPull, Action<Exception>? onDownstreamFinish = null) =>
        SetHandler(outlet, Named(onPull), onDownstreamFinish ?? InternalOnDownstreamFinish);

    /// <summary>An action that may be called from any thread and runs within the stage.</summary>
    protected Action Callback(Action action) => GetAsyncCallback(Named(action));

    /// <summary>Feeds an outlet from a ring that other threads fill; the returned action wakes it, and is to be called after each offer.</summary>
    protected Action Drain<T>(Outlet<T> outlet, BoundaryRing<T> ring)
        where T : class
    {
        Run?.Add(() => ring.Status);
        void PushNext()
        {
            if (ring.Overflow is { } overflow) throw overflow;
            if (!IsAvailable(outlet)) return;
            if (ring.TryTake() is { } element) Push(outlet, element);
            else if (ring.IsFinished) Complete(outlet);
        }

        Handle(outlet, PushNext, cause => OnCancelled(outlet, cause));
        Action wake = Callback(PushNext);
        return () =>
        {
            if (ring.Disarm()) wake();
        };
    }

    /// <summary>Waits for a write without holding a thread; <paramref name="done"/> runs within the stage.</summary>
    /// <param name="write">The write; a part of the run until it has ended.</param>
    /// <param name="done">Made by <see cref="Callback"/>.</param>
    /// <param name="now">The same action, called at once when the write has ended already.</param>
    protected void Await(ValueTask write, Action done, Action now)
    {
        if (write.IsCompletedSuccessfully)
        {
            write.GetAwaiter().GetResult();
            now();
            return;
        }

        _ = AwaitAsync(write, done);
    }

    /// <summary>Nobody takes what an outlet brings any more.</summary>
    protected virtual void OnCancelled<T>(Outlet<T> outlet, Exception cause) => InternalOnDownstreamFinish(cause);

    /// <summary>Ends the stage, and with it the run, because of a fault.</summary>
    protected virtual void Fault(Exception error)
    {
        Run?.End(FaultOf(Name, error));
        FailStage(error);
    }

    /// <summary>How a call ends whose part failed.</summary>
    protected static CallEnd FaultOf(string name, Exception error) => new(
        CallEndReason.OurFault, error is BoundaryOverflowException ? error.Message : $"Stage {name} failed: {error.Message}");

    private async Task AwaitAsync(ValueTask write, Action done)
    {
        Run?.Hold();
        try
        {
            await write;
            done();
        }
        catch (OperationCanceledException) when (_isStopped)
        {
            // Nobody waits for it any more. Of a stage that stands it would be a write that never ends.
        }
        catch (Exception error)
        {
            _fault(error);
        }
        finally
        {
            Run?.Release();
        }
    }

    private Action Named(Action action) => () =>
    {
        try
        {
            action();
        }
        catch (Exception error)
        {
            Fault(error);
        }
    };
}
