using System.Text.RegularExpressions;
using AgenticAi.Configuration.Reading;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>openai_realtime</c>.</summary>
internal static partial class OpenAIRealtimeBinder
{
    private static readonly ValueKind<Secret> ApiKey = TextKinds.Hidden(
        "an API key without white space",
        TextKinds.IsOneWord,
        key => key.StartsWith("sk-", StringComparison.Ordinal)
            ? null
            : "the value does not begin with sk-, as OpenAI's keys do: right only for another server");

    private static readonly ValueKind<AudioFormatSetting> AudioFormat =
        Kinds.OneOf(("pcm16", AudioFormatSetting.Pcm16), ("pcmu", AudioFormatSetting.Pcmu));

    private static readonly ValueKind<NoiseReductionSetting> NoiseReduction = Kinds.OneOf(
        ("none", NoiseReductionSetting.None),
        ("near_field", NoiseReductionSetting.NearField),
        ("far_field", NoiseReductionSetting.FarField));

    public static OpenAIRealtimeConfig Bind(Section section, NameCatalogs catalogs)
    {
        var defaults = new OpenAIRealtimeConfig { ApiKey = Secret.None };
        section.Read("enabled", true, FixedKinds.Only(true, "true, since a call needs a voice model and Realtime is the one there is"),
            "Whether calls are answered by the Realtime model. It is the only voice model, so it cannot be switched off.");
        return new OpenAIRealtimeConfig
        {
            ApiKey = section.Require("api_key", defaults.ApiKey, ApiKey,
                "The key that pays for the calls; write `${OPENAI_API_KEY}` rather than the key itself."),
            Url = section.Read("url", defaults.Url, AddressKinds.Url("wss", "ws"),
                "The Realtime server: OpenAI's, or any other that speaks the same protocol."),
            Model = section.Read("model", defaults.Model, TextKinds.Name("the name of a Realtime model", catalogs.Models),
                "The model that listens and speaks. A retired name is refused and its replacement named."),
            Voice = section.Read("voice", defaults.Voice, TextKinds.Name("the name of a Realtime voice", catalogs.Voices),
                "The voice it speaks with. `fable`, `onyx` and `nova` belong to another service; a similar voice takes their place."),
            SystemInstruction = section.Read("system_instruction", defaults.SystemInstruction, TextKinds.Prose(1, 65_536),
                "What the model is told about its task. Billed with each response: keep it short."),
            Greeting = section.Read("greeting", defaults.Greeting, TextKinds.Prose(0, 1_000),
                "Said first. Empty: the caller speaks first."),
            AudioFormat = section.Read("audio_format", defaults.AudioFormat, AudioFormat,
                "`pcm16`: 24 kHz, resampled here. `pcmu`: the telephone's 8 kHz μ-law, passed through untouched at less cost."),
            TranscriptionModel = section.Read("transcription_model", defaults.TranscriptionModel,
                TextKinds.Name("the name of a transcription model", catalogs.Models),
                "The model that writes down what the caller says."),
            TranscriptionLanguage = section.Read("transcription_language", "", Language,
                "The caller's language. Empty: found out from what is said.") is { Length: > 0 } language ? language : null,
            TranscriptionKeywords = section.ReadList("transcription_keywords", 500, TextKinds.Prose(1, 200),
                "Names and places that the transcription should get right."),
            NoiseReduction = section.Read("noise_reduction", defaults.NoiseReduction, NoiseReduction,
                "`near_field` for handsets, `far_field` for speakerphones, `none` for the network's own."),
            MaxChunksPerAppend = section.Read("max_chunks_per_append", defaults.MaxChunksPerAppend, Kinds.WholeNumber(1, 10),
                "How many chunks of 20 ms may travel together to the model when they are ready; nothing waits for a batch."),
            TurnDetection = section.Child("turn_detection", TurnDetectionBinder.Bind),
            ConnectTimeout = section.Read("connect_timeout_ms", defaults.ConnectTimeout, Kinds.Milliseconds(100, 60_000),
                "How long the model may take from the first packet to a ready session before it is tried again."),
            RestoreWithin = section.Read("restore_within_ms", defaults.RestoreWithin, Kinds.Milliseconds(100, 600_000),
                "How long a call goes on without its model, from the loss of the connection, before it is given up."),
            RotateAfter = section.Read("rotate_after_minutes", defaults.RotateAfter, Kinds.Minutes(1, 55),
                "Age at which a session gives way to another that knows the conversation, between two turns. "
                + "The server ends it after 60 minutes at most."),
            AnswerWithin = section.Read("answer_within_ms", defaults.AnswerWithin, Kinds.Milliseconds(1_000, 60_000),
                "How long the server may say nothing while it owes an acknowledgement, or in the middle of a sentence, "
                + "before the session counts as lost."),
            ThinkWithin = section.Read("think_within_ms", defaults.ThinkWithin, Kinds.Milliseconds(1_000, 120_000),
                "How long it may say nothing while the model thinks about a response that it has begun."),
            WarmSessions = section.Read("warm_sessions", defaults.WarmSessions, Kinds.WholeNumber(0, 100),
                "How many sessions are connected before anyone calls, so that the first answer does not wait for that. `0`: none."),
        };
    }

    private static ValueKind<string> Language => TextKinds.Shape("a language as two small letters (ISO 639-1), such as en", TwoLetters());

    [GeneratedRegex("^[a-z]{2}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex TwoLetters();
}
