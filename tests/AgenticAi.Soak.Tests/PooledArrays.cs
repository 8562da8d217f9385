using System.Diagnostics.Tracing;

namespace AgenticAi.Soak.Tests;

/// <summary>
/// Counts the arrays that anything in this process, the libraries included, has taken from a shared array pool and not given back
/// (events BufferRented and BufferReturned of System.Buffers.ArrayPoolEventSource).
/// </summary>
internal sealed class PooledArrays : EventListener
{
    private const int Rented = 1;
    private const int Returned = 3;

    private long _rented;
    private long _returned;

    /// <summary>How many were ever taken.</summary>
    public long Taken => Interlocked.Read(ref _rented);

    public long Outstanding => Taken - Interlocked.Read(ref _returned);

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "System.Buffers.ArrayPoolEventSource") EnableEvents(eventSource, EventLevel.Verbose);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventId == Rented) Interlocked.Increment(ref _rented);
        else if (eventData.EventId == Returned) Interlocked.Increment(ref _returned);
    }
}
