using AgenticAi.Calls.Audio;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Tests.Stages;

/// <summary>Counts what comes and keeps its hands off it: tests of allocation pass one buffer round and round.</summary>
internal sealed class Nowhere : IOutlet<AudioFrame>
{
    public int Count { get; private set; }

    public void Push(AudioFrame element) => Count++;
}
