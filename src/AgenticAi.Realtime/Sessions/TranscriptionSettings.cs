namespace AgenticAi.Realtime.Sessions;

/// <summary>Transcription of what the caller says, done by a model beside the voice model.</summary>
public sealed record TranscriptionSettings
{
    private static readonly string[] WithoutHints = ["gpt-realtime-whisper", "gpt-4o-transcribe-diarize"];

    public string Model { get; init; } = "gpt-transcribe";

    /// <summary>ISO 639-1 code of the language spoken, such as "en"; null to let the model find out.</summary>
    public string? Language { get; init; }

    /// <summary>Names and places to get right. Sent in the way the model takes them, see <see cref="TakesKeywords"/>.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Whether there is any way to give this model a hint.</summary>
    public bool TakesKeywords => !WithoutHints.Contains(Model);

    /// <summary>
    /// The older models know no list: whisper-1 takes its prompt for a list of words, gpt-4o-transcribe and its mini take a sentence.
    /// Null where the model has a field for keywords, as gpt-transcribe and gpt-live-transcribe do.
    /// </summary>
    /// <remarks>https://platform.openai.com/docs/guides/speech-to-text#prompting</remarks>
    internal string? KeywordPrompt
    {
        get
        {
            if (Model == "whisper-1") return string.Join(", ", Keywords);
            bool sentence = Model.StartsWith("gpt-4o-transcribe", StringComparison.Ordinal)
                || Model.StartsWith("gpt-4o-mini-transcribe", StringComparison.Ordinal);
            return sentence ? $"Expect these names and words: {string.Join(", ", Keywords)}." : null;
        }
    }
}
