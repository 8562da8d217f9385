using AgenticAi.Streams.Graph;

namespace AgenticAi.Streams.Embedded;

/// <summary>What a loop asks of each of its stages besides taking elements.</summary>
internal interface IStageLink : IDisposable
{
    /// <summary>When <see cref="Due"/> is wanted; <see cref="long.MaxValue"/> for never.</summary>
    long DueAt { get; }

    void Due();

    void Idle();

    void Complete();
}

/// <summary>A stage joined to what follows it: an element crosses as a plain method call, and what is thrown is named.</summary>
internal sealed class StageLink<TIn, TOut>(string name, Stage<TIn, TOut> stage, IOutlet<TOut> next) : IStageLink, IOutlet<TIn>
{
    private readonly ITimedStage<TOut>? _timed = stage as ITimedStage<TOut>;

    private enum Call
    {
        Element,
        Due,
        Idle,
        Complete,
    }

    public long DueAt => _timed?.DueAt ?? long.MaxValue;

    public void Push(TIn element) => Invoke(Call.Element, element);

    public void Due() => Invoke(Call.Due, default!);

    public void Idle() => Invoke(Call.Idle, default!);

    public void Complete() => Invoke(Call.Complete, default!);

    public void Dispose() => stage.Dispose();

    private void Invoke(Call call, TIn element)
    {
        try
        {
            switch (call)
            {
                case Call.Element: stage.OnElement(element, next); break;
                case Call.Due: _timed?.OnDue(next); break;
                case Call.Idle: stage.OnIdle(next); break;
                case Call.Complete: stage.OnCompleted(next); break;
            }
        }
        catch (Exception error) when (error is not StageFailedException)
        {
            throw new StageFailedException(name, error);
        }
    }
}
