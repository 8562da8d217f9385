namespace AgenticAi.Streams.Graph;

/// <summary>
/// One step of a graph: takes one element, puts out none, one or many. It holds its own state and nothing else: no task, no socket,
/// no clock but the one it was given. An engine calls it from one place at a time.
/// </summary>
/// <remarks>
/// A stage that throws fails the run, and the run names the stage. It is disposed once, at the end of every run,
/// and releases what is still held.
/// </remarks>
public abstract class Stage<TIn, TOut> : IDisposable
{
    /// <summary>Takes an element, which belongs to the stage from here on.</summary>
    public abstract void OnElement(TIn element, IOutlet<TOut> output);

    /// <summary>Nothing more is ready upstream at the moment: what was held to be sent together goes out now.</summary>
    public virtual void OnIdle(IOutlet<TOut> output)
    {
    }

    /// <summary>Upstream has ended well: what is held is given out. Not called when the run fails or is stopped.</summary>
    public virtual void OnCompleted(IOutlet<TOut> output)
    {
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what is held.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
