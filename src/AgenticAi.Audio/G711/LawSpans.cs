using System.Numerics;
using System.Runtime.CompilerServices;

namespace AgenticAi.Audio.G711;

/// <summary>A law over spans: whole vectors first, the rest a sample at a time.</summary>
internal static class LawSpans
{
    public static void Decode<TLaw>(ReadOnlySpan<byte> encoded, Span<short> pcm) where TLaw : ILaw
    {
        RequireRoom(encoded.Length, pcm.Length, nameof(pcm));
        int i = 0;
        for (; encoded.Length - i >= Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(encoded[i..]), out Vector<ushort> lower, out Vector<ushort> upper);
            Decode<TLaw>(lower).CopyTo(pcm[i..]);
            Decode<TLaw>(upper).CopyTo(pcm[(i + Vector<short>.Count)..]);
        }

        for (; i < encoded.Length; i++) pcm[i] = TLaw.Decode(encoded[i]);
    }

    public static void Encode<TLaw>(ReadOnlySpan<short> pcm, Span<byte> encoded) where TLaw : ILaw
    {
        RequireRoom(pcm.Length, encoded.Length, nameof(encoded));
        int i = 0;
        for (; pcm.Length - i >= Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector<short> lower = TLaw.Encode(new Vector<short>(pcm[i..]));
            Vector<short> upper = TLaw.Encode(new Vector<short>(pcm[(i + Vector<short>.Count)..]));
            Vector.Narrow(Vector.AsVectorUInt16(lower), Vector.AsVectorUInt16(upper)).CopyTo(encoded[i..]);
        }

        for (; i < pcm.Length; i++) encoded[i] = TLaw.Encode(pcm[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<short> Decode<TLaw>(Vector<ushort> codes) where TLaw : ILaw
    {
        Vector.Widen(codes, out Vector<uint> lower, out Vector<uint> upper);
        return Vector.NarrowWithSaturation(TLaw.Decode(Vector.AsVectorInt32(lower)), TLaw.Decode(Vector.AsVectorInt32(upper)));
    }

    private static void RequireRoom(int needed, int room, string parameter)
    {
        if (room < needed) throw new ArgumentException($"{needed} samples do not fit into {room}.", parameter);
    }
}
