using AgenticAi.Streams.Embedded;

namespace AgenticAi.Streams.Tests;

/// <summary>Counts what a run says it dropped.</summary>
internal sealed class Drops : IRunObserver
{
    public int Count { get; private set; }

    public int Episodes { get; private set; }

    public void OnDropped(string boundary, bool firstOfEpisode)
    {
        Count++;
        if (firstOfEpisode) Episodes++;
    }
}
