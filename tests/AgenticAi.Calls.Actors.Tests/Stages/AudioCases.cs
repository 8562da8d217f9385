using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Turns;

namespace AgenticAi.Calls.Actors.Tests.Stages;

/// <summary>The nine cases of a stage on the way from the caller to the model.</summary>
public abstract class AudioCases(StreamKit kit) : NineCases<AudioFrame, AudioFrame>(kit)
{
    private static readonly SpeechPart Part = new("resp_1", "item_1", 0);

    protected override AudioFrame Element(ReadOnlySpan<byte> bytes, bool isLast) => new(Buffers.Copy(bytes), 0, 0, Part, isLast);

    protected override byte[] BytesOf(AudioFrame element) => element.Buffer.Span.ToArray();

    protected override byte[] Input(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
}

/// <summary>The nine cases of a stage on the way from the model to turn-taking.</summary>
public abstract class TurnInputCases<TOut>(StreamKit kit) : NineCases<TurnInput, TOut>(kit)
    where TOut : class
{
    private static readonly SpeechPart Part = new("resp_1", "item_1", 0);

    protected override TurnInput Element(ReadOnlySpan<byte> bytes, bool isLast) =>
        new ModelAudio(new AudioFrame(Buffers.Copy(bytes), 0, 0, Part, isLast));

    protected override byte[] Input(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
}

/// <summary>The same for one that hands turn inputs on.</summary>
public abstract class TurnInputCases(StreamKit kit) : TurnInputCases<TurnInput>(kit)
{
    protected override byte[] BytesOf(TurnInput element) => ((ModelAudio)element).Frame.Buffer.Span.ToArray();
}
