using System.Runtime.InteropServices;
using AgenticAi.Audio.G711;
using AgenticAi.Calls.Actors.Stages;
using AgenticAi.Calls.Audio;
using Akka;
using Akka.Streams;

namespace AgenticAi.Calls.Actors.Tests.Stages;

public sealed class MulawDecodeTests(StreamKit kit) : AudioCases(kit)
{
    protected override IGraph<FlowShape<AudioFrame, AudioFrame>, NotUsed> Make() => new MulawDecode(Buffers);

    protected override byte[] Expected(byte[] input) => MemoryMarshal.AsBytes<short>(input.Select(MuLaw.Decode).ToArray()).ToArray();
}
