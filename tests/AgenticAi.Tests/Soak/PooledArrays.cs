using System.Diagnostics.Tracing;

namespace AgenticAi.Tests.Soak;

/// <summary>
/// Counts the arrays that anything in this process, the libraries included, has taken from a shared array pool and not given back
/// (events BufferRented and BufferReturned of System.Buffers.ArrayPoolEventSource).
/// </summary>
internal sealed class PooledArrays : EventListener
{
    private const int Rented = 1;
    private const int Returned = 3;

    private long _outstanding;

    public long Outstanding => Interlocked.Read(ref _outstanding);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Buffers.ArrayPoolEventSource") EnableEvents(eventSource, EventLevel.Verbose);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == Rented) Interlocked.Increment(ref _outstanding);
        else if (eventData.EventId == Returned) Interlocked.Decrement(ref _outstanding);
    }
}
