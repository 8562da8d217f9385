using System.Buffers;

namespace AgenticAi.WebSockets;

/// <summary>A growing byte buffer from the shared pool that is written, sent and written again.</summary>
public sealed class PooledBufferWriter : IBufferWriter<byte>, IDisposable
{
    private const int InitialBytes = 512;
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

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _written = 0;
    }

    private void Reserve(int sizeHint)
    {
        int needed = _written + Math.Max(sizeHint, 1);
        if (needed <= _buffer.Length) return;
        byte[] next = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(InitialBytes, _buffer.Length * 2)));
        _buffer.AsSpan(0, _written).CopyTo(next);
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = next;
    }
}
