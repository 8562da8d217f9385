using AgenticAi.Calls.Audio;
using Akka.Streams;
using Akka.Streams.Stage;

namespace AgenticAi.Calls.Actors.Stages;

/// <summary>
/// Joins what is ready, up to a number of chunks, into one. It never waits for more: while the model's leg is busy with one append,
/// frames gather here and then in the boundary of the caller's leg, and go out together when it is free.
/// </summary>
/// <remarks>
/// The joined frame keeps the age of its oldest chunk, so that latency is measured at its worst. The built-in <c>Batch</c> allocates for each
/// aggregate and gives nothing back that it holds.
/// </remarks>
internal sealed class BatchFlow : GraphStage<FlowShape<AudioFrame, AudioFrame>>
{
    private readonly Inlet<AudioFrame> _in = new("BatchFlow.in");
    private readonly Outlet<AudioFrame> _out = new("BatchFlow.out");
    private readonly AudioBuffers _buffers;
    private readonly int _maxChunks;

    /// <param name="buffers">Where joined frames come from.</param>
    /// <param name="maxChunks">Most chunks in one frame, at least 1. The original joined up to 10.</param>
    public BatchFlow(AudioBuffers buffers, int maxChunks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxChunks, 1);
        (_buffers, _maxChunks) = (buffers, maxChunks);
    }

    public override FlowShape<AudioFrame, AudioFrame> Shape => new(_in, _out);

    protected override Attributes InitialAttributes => Attributes.CreateName(nameof(BatchFlow));

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, inheritedAttributes);

    private sealed class Logic : CallStageLogic
    {
        private readonly BatchFlow _stage;
        private readonly AudioFrame?[] _held;
        private int _count;

        public Logic(BatchFlow stage, Attributes attributes)
            : base(stage.Shape, nameof(BatchFlow), attributes)
        {
            (_stage, _held) = (stage, new AudioFrame?[stage._maxChunks]);
            Handle(stage._in, OnPush, OnFinish);
            Handle(stage._out, Emit);
        }

        public override void PreStart() => Pull(_stage._in);

        protected override void OnStopped()
        {
            for (int i = 0; i < _count; i++) _held[i]!.Dispose();
            _count = 0;
        }

        private void OnPush()
        {
            _held[_count++] = Grab(_stage._in);
            if (IsAvailable(_stage._out)) Emit();
            else if (_count < _held.Length) Pull(_stage._in);
        }

        private void Emit()
        {
            if (_count == 0) return;
            Push(_stage._out, Join());
            if (IsClosed(_stage._in)) CompleteStage();
            else if (!HasBeenPulled(_stage._in)) Pull(_stage._in);
        }

        private void OnFinish()
        {
            if (_count == 0) CompleteStage();
        }

        private AudioFrame Join()
        {
            AudioFrame first = _held[0]!;
            if (_count > 1)
            {
                int length = 0;
                for (int i = 0; i < _count; i++) length += _held[i]!.Buffer.Length;
                AudioBuffer joined = _stage._buffers.Rent(length);
                Span<byte> room = joined.Span;
                for (int i = 0; i < _count; i++)
                {
                    _held[i]!.Buffer.Span.CopyTo(room);
                    room = room[_held[i]!.Buffer.Length..];
                    if (i > 0) _held[i]!.Dispose();
                }

                first.Replace(joined);
            }

            Array.Clear(_held, 0, _count);
            _count = 0;
            return first;
        }
    }
}
