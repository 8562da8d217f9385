namespace AgenticAi.Calls.Audio;

/// <summary>
/// Bytes of audio with exactly one owner. Handing it on hands over the duty to dispose it; a copy of the struct is not a second owner.
/// </summary>
public readonly struct AudioBuffer : IDisposable
{
    private readonly AudioBuffers? _pool;
    private readonly byte[]? _array;

    internal AudioBuffer(AudioBuffers pool, byte[] array, int length)
    {
        _pool = pool;
        _array = array;
        Length = length;
    }

    /// <summary>Length in bytes.</summary>
    public int Length { get; }

    public Span<byte> Span => _array.AsSpan(0, Length);

    public ReadOnlyMemory<byte> Memory => _array.AsMemory(0, Length);

    /// <summary>The same buffer, cut to its first bytes.</summary>
    public AudioBuffer Cut(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)Length);
        return _array is null ? this : new AudioBuffer(_pool!, _array, length);
    }

    public void Dispose()
    {
        if (_array is not null) _pool!.Return(_array);
    }
}
