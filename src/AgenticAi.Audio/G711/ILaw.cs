using System.Numerics;

namespace AgenticAi.Audio.G711;

/// <summary>One companding law, a sample and a vector of samples at a time.</summary>
/// <remarks>
/// <para>
/// A G.711 code is a small floating-point number: sign, exponent (the segment) and four bits of mantissa (the interval). So the vector
/// forms let the processor's conversion between integers and single precision find the segment, instead of searching for it: the
/// exponent and the first four mantissa bits of a float, moved down, are the code.
/// </para>
/// <para>
/// Measured on 160 samples with 256-bit vectors: encoding takes a tenth of the scalar form and a fifth of a table of 16,384 entries,
/// decoding half to two thirds of a table of 256.
/// </para>
/// </remarks>
internal interface ILaw
{
    static abstract short Decode(byte code);

    static abstract byte Encode(short sample);

    /// <summary>One code in each lane, widened; one sample in each lane of the result.</summary>
    static abstract Vector<int> Decode(Vector<int> codes);

    /// <summary>One sample in each lane; one code in each lane of the result, widened.</summary>
    static abstract Vector<short> Encode(Vector<short> samples);
}
