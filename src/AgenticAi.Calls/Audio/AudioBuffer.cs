namespace AgenticAi.Calls.Audio;

/// <summary>
/// Bytes of audio with exactly one owner. Handing it on hands over the duty to dispose it; a copy of the struct is not a second owner.
/// </summary>
public readonly struct AudioBuffer : IDisposable
{
    private readonly AudioBuffers? _lender;
    private readonly byte[]? _array;
    private readonly int _slot;

    internal AudioBuffer(AudioBuffers lender, byte[] array, int slot, int length)
    {
        _lender = lender;
        _array = array;
        _slot = slot;
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
        return _array is null ? this : new AudioBuffer(_lender!, _array, _slot, length);
    }

    public void Dispose() => _lender?.Return(_slot, _array!);
}
