using AgenticAi.Audio.Wav;

namespace AgenticAi.Simulation.Twilio;

/// <summary>Everything that happened in one call. Times count from the moment it was dialled.</summary>
public sealed record CallRecord
{
    public required string CallSid { get; init; }

    /// <summary>HTTP status of the webhook's first answer; 0 when there was none.</summary>
    public int WebhookStatus { get; init; }

    /// <summary>The webhook's first answer.</summary>
    public string Twiml { get; init; } = "";

    public CallEndReason End { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>The verbs that were followed, in order.</summary>
    public IReadOnlyList<TwimlVerb> Verbs { get; init; } = [];

    /// <summary>The media streams, in order.</summary>
    public IReadOnlyList<StreamRecord> Streams { get; init; } = [];

    /// <summary>What Twilio's debugger would show.</summary>
    public IReadOnlyList<TwilioError> Errors { get; init; } = [];

    /// <summary>What the caller said, and when.</summary>
    public IReadOnlyList<SpokenLine> Said { get; init; } = [];

    /// <summary>
    /// What the caller said, and the echo of the line when the plan has one, 8 kHz PCM; sample 0 is the moment the call was dialled.
    /// Empty when audio was not kept.
    /// </summary>
    public ReadOnlyMemory<short> CallerAudio { get; init; }

    /// <summary>What was played to the caller, 8 kHz PCM, on the same timeline.</summary>
    public ReadOnlyMemory<short> AgentAudio { get; init; }

    /// <summary>The only media stream of the call.</summary>
    /// <exception cref="InvalidOperationException">There was none, or more than one.</exception>
    public StreamRecord Stream => Streams.Single();

    /// <summary>The call in stereo, 8 kHz: caller left, agent right.</summary>
    public WavAudio ToStereo() => WavAudio.Stereo(MediaFrame.SampleRate, CallerAudio.Span, AgentAudio.Span);

    /// <summary>Writes the call as a stereo WAV: caller left, agent right, 8 kHz, PCM16.</summary>
    public void WriteStereoWav(Stream output) => WavWriter.Write(output, ToStereo());
}

/// <summary>Something the caller said.</summary>
/// <param name="From">When it began.</param>
/// <param name="To">When it ended.</param>
/// <param name="Text">The words; empty for a noise.</param>
public sealed record SpokenLine(TimeSpan From, TimeSpan To, string Text);
