namespace AgenticAi.Conversations;

/// <summary>
/// What one transcription of the caller used (<c>conversation.item.input_audio_transcription.completed</c>, <c>usage</c>): its length,
/// for models billed by time, otherwise tokens.
/// </summary>
/// <param name="Seconds">Length of the audio; null when tokens were reported.</param>
/// <param name="InputText">Tokens of text that were read, such as keywords.</param>
/// <param name="InputAudio">Tokens of audio that were heard.</param>
/// <param name="Output">Tokens of the transcript.</param>
public sealed record TranscriptUsage(decimal? Seconds, long InputText, long InputAudio, long Output);
