namespace AgenticAi.Streams.Graph;

/// <summary>
/// A stage that also acts when time has come, not only when an element has. It stands behind a boundary: a source's loop has no
/// timer.
/// </summary>
public interface ITimedStage<TOut>
{
    /// <summary>
    /// The <see cref="TimeProvider.GetTimestamp"/> at which <see cref="OnDue"/> is wanted; <see cref="long.MaxValue"/> for never.
    /// </summary>
    long DueAt { get; }

    /// <summary>The time has come. Must move <see cref="DueAt"/> beyond the present.</summary>
    void OnDue(IOutlet<TOut> output);
}
