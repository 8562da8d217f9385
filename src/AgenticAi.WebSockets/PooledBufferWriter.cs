using System.Buffers;

namespace AgenticAi.WebSockets;

/// <summary>A growing byte buffer from the shared pool that is written, sent and written again. For one thread at a time.</summary>
public sealed class PooledBufferWriter : IBufferWriter<byte>, IDisposable
{
    // A message with 20 ms of μ-law audio is some 300 bytes long.
    private const int InitialBytes = 512;

    // Ten 20 ms chunks of 24 kHz PCM in base64 are 13 KB; what is much larger than that is rare and not worth keeping.
    private const int KeepBytes = 64 * 1024;

    private byte[] _buffer = [];
    private int _written;

    /// <summary>What was written since the last <see cref="Clear"/>; valid until the next one.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, _written);

    /// <summary>Begins anew. A buffer that one large message made large is given back.</summary>
    public void Clear()
    {
        _written = 0;
        if (_buffer.Length > KeepBytes) Dispose();
    }

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _written);
        _written += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(_written);
    }

    /// <summary>Gives the buffer back to the pool. The writer can be used again and then takes a new one.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _written = 0;
    }

    private void Reserve(int sizeHint)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(sizeHint);
        int needed = checked(_written + Math.Max(sizeHint, 1));
        if (needed <= _buffer.Length) return;
        int doubled = (int)Math.Min(_buffer.Length * 2L, Array.MaxLength);
        byte[] next = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(InitialBytes, doubled)));
        _buffer.AsSpan(0, _written).CopyTo(next);
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = next;
    }
}
