using AgenticAi.Calls.Audio;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// Something that concerns whose turn it is: audio of the model, or a message. Both travel in one queue, so that audio and the events
/// around it stay in the order in which the model sent them.
/// </summary>
/// <param name="Audio">Model audio as μ-law at 8 kHz, when <paramref name="Message"/> is null.</param>
/// <param name="Message">
/// A <see cref="Realtime.Events.ServerEvent"/>, a <see cref="Twilio.MediaStreams.TwilioMessage"/>, a <see cref="SpeechRequest"/>,
/// an <see cref="EndRequest"/> or a <see cref="Model.ModelReady"/>.
/// </param>
/// <param name="ReadAt">Timestamp at which a message came from its socket; 0 when it came from none.</param>
public readonly record struct TurnInput(AudioFrame Audio, object? Message, long ReadAt) : IDisposable
{
    public static TurnInput Of(AudioFrame audio) => new(audio, null, audio.ReadAt);

    public static TurnInput Of(object message, long readAt = 0) => new(default, message, readAt);

    public void Dispose() => Audio.Dispose();
}
