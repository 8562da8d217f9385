using AgenticAi.Calls.Audio;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Stages;

/// <summary>
/// Joins what is ready, up to a number of chunks, into one. It never waits for more: while the model leg is busy with one append,
/// frames gather in the boundary before this stage, and go out together when it is free.
/// </summary>
/// <remarks>The joined frame keeps the age of its oldest chunk, so that latency is measured at its worst.</remarks>
public sealed class BatchFlow : Stage<AudioFrame, AudioFrame>
{
    private readonly AudioBuffers _buffers;
    private readonly AudioFrame[] _held;
    private int _count;

    /// <param name="buffers">Where joined frames come from.</param>
    /// <param name="maxChunks">Most chunks in one frame, at least 1. The original joined up to 10.</param>
    public BatchFlow(AudioBuffers buffers, int maxChunks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxChunks, 1);
        _buffers = buffers;
        _held = new AudioFrame[maxChunks];
    }

    public override void OnElement(AudioFrame element, IOutlet<AudioFrame> output)
    {
        _held[_count++] = element;
        if (_count == _held.Length) Emit(output);
    }

    public override void OnIdle(IOutlet<AudioFrame> output)
    {
        if (_count > 0) Emit(output);
    }

    public override void OnCompleted(IOutlet<AudioFrame> output) => OnIdle(output);

    protected override void Dispose(bool disposing)
    {
        Release();
        base.Dispose(disposing);
    }

    private void Emit(IOutlet<AudioFrame> output)
    {
        if (_count == 1)
        {
            AudioFrame only = _held[0];
            _count = 0;
            output.Push(only);
            return;
        }

        AudioFrame joined = _held[0].With(Join());
        Release();
        output.Push(joined);
    }

    private AudioBuffer Join()
    {
        int length = 0;
        foreach (ref AudioFrame frame in _held.AsSpan(0, _count)) length += frame.Buffer.Length;
        AudioBuffer joined = _buffers.Rent(length);
        Span<byte> room = joined.Span;
        foreach (ref AudioFrame frame in _held.AsSpan(0, _count))
        {
            frame.Buffer.Span.CopyTo(room);
            room = room[frame.Buffer.Length..];
        }

        return joined;
    }

    private void Release()
    {
        foreach (ref AudioFrame frame in _held.AsSpan(0, _count)) frame.Dispose();
        _count = 0;
    }
}
