using System.Buffers;

namespace AgenticAi.Calls.Audio;

/// <summary>
/// Lends the buffers that audio travels in, from the shared array pool, and knows which are out. A run of a call's graph has a lender of
/// its own: a stream engine drops elements between two stages silently when a stage fails or is stopped, so what the run has not given
/// back comes back when its lender is disposed. Safe for use from any thread.
/// </summary>
/// <param name="all">Counts what all lenders together have out; null for a lender that stands alone.</param>
public sealed class AudioBuffers(AudioBuffers? all = null) : IDisposable
{
    private const int FirstSlots = 32;

    private readonly Lock _gate = new();
    private byte[]?[] _lent = new byte[FirstSlots][];
    private int[] _free = [.. Enumerable.Range(0, FirstSlots)];
    private int _freeCount = FirstSlots;
    private long _outstanding;
    private bool _isDisposed;

    /// <summary>Buffers that are out at the moment.</summary>
    public long Outstanding => Interlocked.Read(ref _outstanding);

    /// <summary>Lends a buffer of <paramref name="length"/> bytes with undefined contents.</summary>
    public AudioBuffer Rent(int length)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(length);
        int slot;
        lock (_gate)
        {
            // Lent after the end: collected as garbage, for nobody gives it back any more.
            if (_isDisposed) return new AudioBuffer(this, array, slot: -1, length);
            if (_freeCount == 0) Grow();
            slot = _free[--_freeCount];
            _lent[slot] = array;
        }

        Count(1);
        return new AudioBuffer(this, array, slot, length);
    }

    /// <summary>Lends a buffer that holds a copy of <paramref name="bytes"/>.</summary>
    public AudioBuffer Copy(ReadOnlySpan<byte> bytes)
    {
        AudioBuffer buffer = Rent(bytes.Length);
        bytes.CopyTo(buffer.Span);
        return buffer;
    }

    /// <summary>Takes back everything that is out. Nobody may use those buffers any more.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            foreach (byte[]? array in _lent)
            {
                if (array is null) continue;
                ArrayPool<byte>.Shared.Return(array);
                Count(-1);
            }

            _lent = [];
        }
    }

    internal void Return(int slot, byte[] array)
    {
        lock (_gate)
        {
            if (_isDisposed) return;
            if (_lent[slot] != array) throw new InvalidOperationException("An audio buffer was given back twice.");
            _lent[slot] = null;
            _free[_freeCount++] = slot;
        }

        ArrayPool<byte>.Shared.Return(array);
        Count(-1);
    }

    private void Grow()
    {
        int slots = _lent.Length;
        Array.Resize(ref _lent, slots * 2);
        _free = new int[slots * 2];
        while (_freeCount < slots) _free[_freeCount] = slots + _freeCount++;
    }

    private void Count(int more)
    {
        Interlocked.Add(ref _outstanding, more);
        all?.Count(more);
    }
}
