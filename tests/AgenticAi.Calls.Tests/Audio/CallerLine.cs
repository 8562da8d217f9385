using AgenticAi.Calls.Audio;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Audio;

/// <summary>
/// A caller's line: frames at the times a test says, and what came out of what is under test. The caller's audio is never silent, so
/// silence that comes out was put there.
/// </summary>
internal sealed class CallerLine(ManualTimeProvider time)
{
    /// <summary>The μ-law code that callers of these tests send.</summary>
    public const byte Voice = 0x10;

    private const byte Silence = 0xFF;

    private readonly List<Piece> _pieces = [];

    public AudioBuffers Buffers { get; } = new();

    /// <summary>What came out, in order.</summary>
    public IReadOnlyList<Piece> Out => _pieces;

    /// <summary>The pieces of silence among it.</summary>
    public IReadOnlyList<Piece> Silences => [.. _pieces.Where(piece => piece.IsSilent)];

    /// <summary>Milliseconds of all that came out.</summary>
    public double TotalMs => _pieces.Sum(piece => piece.Ms);

    /// <summary>Milliseconds of silence that came out.</summary>
    public double SilentMs => Silences.Sum(piece => piece.Ms);

    /// <summary>A caller's frame, read from the socket at this moment.</summary>
    public AudioFrame Frame(long startMs, int ms = 20, byte code = Voice)
    {
        AudioBuffer audio = Buffers.Rent(ms * 8);
        audio.Span.Fill(code);
        return new AudioFrame(audio, time.GetTimestamp(), startMs);
    }

    /// <summary>Lets time pass for a consumer that always wants more, so that the filler is told whenever its time has come.</summary>
    public void Pass(double ms, GapFiller filler)
    {
        TimeSpan until = time.Elapsed + TimeSpan.FromMilliseconds(ms);
        while (filler.DueAt != long.MaxValue && time.GetElapsedTime(0, filler.DueAt) <= until)
        {
            time.Advance(Math.Max(0, time.GetElapsedTime(time.GetTimestamp(), filler.DueAt).TotalMilliseconds));
            filler.OnDue(Take);
            filler.DueAt.ShouldBeGreaterThan(time.GetTimestamp(), "what stays due would be called for ever");
        }

        time.Advance(until - time.Elapsed);
    }

    public void Forget() => _pieces.Clear();

    /// <summary>Takes a frame that came out, and gives its buffer back.</summary>
    public void Take(AudioFrame element)
    {
        byte[] bytes = element.Buffer.Span.ToArray();
        bool isSilent = bytes.All(code => code == Silence);
        bool isCallerShaped = element.Part is null && !element.EndsPart;
        _pieces.Add(new Piece(element.StreamTimeMs, bytes.Length / 8.0, isSilent, element.ReadAt, isCallerShaped));
        element.Dispose();
    }

    /// <summary>One frame that came out.</summary>
    internal sealed record Piece(long StartMs, double Ms, bool IsSilent, long ReadAt, bool IsCallerShaped);
}
