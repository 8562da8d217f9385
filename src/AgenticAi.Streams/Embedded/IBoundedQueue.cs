namespace AgenticAi.Streams.Embedded;

/// <summary>What the run needs to know of a queue, whatever it holds.</summary>
internal interface IBoundedQueue
{
    string Name { get; }

    int Capacity { get; }

    int Count { get; }

    long Dropped { get; }

    /// <summary>Releases what is held, refuses more and wakes who waits.</summary>
    void Close();
}
