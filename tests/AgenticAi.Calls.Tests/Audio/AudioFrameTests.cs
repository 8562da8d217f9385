using AgenticAi.Calls.Audio;

namespace AgenticAi.Calls.Tests.Audio;

/// <summary>A frame owns one buffer at a time, whatever is done to it on its way.</summary>
public sealed class AudioFrameTests : IDisposable
{
    private readonly AudioBuffers _buffers = new();

    public void Dispose() => _buffers.Dispose();

    [Fact]
    public void A_buffer_that_is_replaced_is_given_back_and_all_else_stays()
    {
        var part = new SpeechPart("resp_1", "item_1", 0);
        AudioBuffer before = _buffers.Copy([1]);
        var frame = new AudioFrame(before, readAt: 7, streamTimeMs: 40, part, endsPart: true);
        frame.Replace(_buffers.Copy([2, 3]));
        _buffers.Outstanding.ShouldBe(1);
        Should.Throw<InvalidOperationException>(() => before.Dispose());
        frame.Buffer.Span.ToArray().ShouldBe([2, 3]);
        (frame.ReadAt, frame.StreamTimeMs, frame.Part, frame.EndsPart).ShouldBe((7, 40, part, true));
        frame.Dispose();
        _buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void A_frame_that_was_disposed_is_empty_and_may_be_disposed_again()
    {
        var frame = new AudioFrame(_buffers.Copy([1]), readAt: 0);
        frame.Dispose();
        frame.Buffer.Length.ShouldBe(0);
        frame.Dispose();
        _buffers.Outstanding.ShouldBe(0);
    }
}
