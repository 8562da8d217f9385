using AgenticAi.Simulation.Realtime.Hearing;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;

namespace AgenticAi.Simulation.Realtime.Responses;

/// <summary>One output item before it is sent: its words, and its audio in the format of the session.</summary>
/// <param name="Part">What is said or called.</param>
/// <param name="Words">The transcript in words.</param>
/// <param name="Audio">Encoded audio; empty for functions and text.</param>
internal sealed record RenderedPart(AgentPart Part, IReadOnlyList<string> Words, ReadOnlyMemory<byte> Audio)
{
    /// <summary>Makes a part ready to be sent.</summary>
    /// <param name="part">The part.</param>
    /// <param name="format">Format of the audio, or null when the response is text.</param>
    /// <param name="speech">Where recordings are.</param>
    public static RenderedPart From(AgentPart part, AudioFormat? format, SpeechLibrary speech)
    {
        if (part is not SpokenPart spoken) return new RenderedPart(part, [], default);
        string[] words = spoken.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (format is null) return new RenderedPart(part, words, default);
        SpeechClip clip = spoken.Speech is { } name
            ? speech.Load(name, format.SampleRate)
            : SyntheticVoice.Speak(spoken.Text, format.SampleRate);
        return new RenderedPart(part, words, format.Encode(clip.Samples.Span));
    }
}
