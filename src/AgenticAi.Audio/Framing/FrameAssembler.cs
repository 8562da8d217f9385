namespace AgenticAi.Audio.Framing;

/// <summary>
/// Cuts a stream of bytes that arrives in pieces of any size into frames of one size, for example 160 bytes: 20 ms of G.711.
/// </summary>
/// <remarks>
/// <para>
/// It holds less than one frame, never more: the caller hands over a piece and takes frames until there is none.
/// <code>
/// while (assembler.TryTake(ref piece, out var frame)) Send(frame);
/// </code>
/// </para>
/// <para>
/// A frame is borrowed: a slice of the piece where the frame lies whole in it, else of the assembler's own buffer, which the next call
/// overwrites. Not thread-safe.
/// </para>
/// </remarks>
public sealed class FrameAssembler
{
    private readonly byte[] _held;
    private readonly byte _padding;

    /// <param name="frameBytes">Bytes in a frame, at least 1.</param>
    /// <param name="padding">What fills the last frame: silence in the encoding at hand, 0xFF in μ-law.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="frameBytes"/> is less than 1.</exception>
    public FrameAssembler(int frameBytes, byte padding)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(frameBytes, 1);
        _held = new byte[frameBytes];
        _padding = padding;
    }

    /// <summary>Bytes in a frame.</summary>
    public int FrameBytes => _held.Length;

    /// <summary>Bytes that wait for the rest of their frame, less than <see cref="FrameBytes"/>.</summary>
    public int HeldBytes { get; private set; }

    /// <summary>
    /// Takes from <paramref name="piece"/> what the next frame lacks and shortens it by that. False when the piece is used up and no frame
    /// is whole; what was left of it is kept.
    /// </summary>
    public bool TryTake(ref ReadOnlySpan<byte> piece, out ReadOnlySpan<byte> frame)
    {
        frame = default;
        int lacking = FrameBytes - HeldBytes;
        if (piece.Length < lacking)
        {
            piece.CopyTo(_held.AsSpan(HeldBytes));
            HeldBytes += piece.Length;
            piece = default;
            return false;
        }

        ReadOnlySpan<byte> taken = piece[..lacking];
        piece = piece[lacking..];
        frame = HeldBytes == 0 ? taken : Complete(taken);
        return true;
    }

    /// <summary>Pads what is held to a whole frame. False when nothing is held.</summary>
    public bool TryFlush(out ReadOnlySpan<byte> frame)
    {
        frame = default;
        if (HeldBytes == 0) return false;
        _held.AsSpan(HeldBytes).Fill(_padding);
        HeldBytes = 0;
        frame = _held;
        return true;
    }

    /// <summary>Forgets what is held.</summary>
    public void Reset() => HeldBytes = 0;

    private byte[] Complete(ReadOnlySpan<byte> taken)
    {
        taken.CopyTo(_held.AsSpan(HeldBytes));
        HeldBytes = 0;
        return _held;
    }
}
