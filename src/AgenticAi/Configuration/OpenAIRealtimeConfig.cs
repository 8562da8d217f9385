namespace AgenticAi.Configuration;

/// <summary>
/// Section <c>openai_realtime</c>: the model leg of a call. Only api_key must be given.
/// <c>enabled</c> is read and checked, but kept nowhere: a call cannot be had without a voice model, so it can only be true.
/// </summary>
public sealed record OpenAIRealtimeConfig
{
    /// <summary>Sent as <c>Authorization: Bearer</c>. Never empty, no white space.</summary>
    public required Secret ApiKey { get; init; }

    /// <summary>A ws or wss address. Default: OpenAI's own (developers.openai.com/api/docs/guides/realtime-websocket).</summary>
    public Uri Url { get; init; } = new("wss://api.openai.com/v1/realtime");

    /// <summary>
    /// A model that is not retired. Default gpt-realtime-2.1: the newest one, and none of those that retire in January 2027.
    /// </summary>
    public string Model { get; init; } = "gpt-realtime-2.1";

    /// <summary>A voice that Realtime offers; aliases are already resolved. Default alloy: neutral.</summary>
    public string Voice { get; init; } = "alloy";

    /// <summary>
    /// What the model is told about itself, 1 to 65,536 characters: the vendor takes 16,384 tokens of about four characters.
    /// It is billed with each response, so short is cheap.
    /// </summary>
    public string SystemInstruction { get; init; } = "You are a professional AI assistant making phone calls.";

    /// <summary>Said first, up to 1,000 characters (about a minute of speech). Default empty: the caller speaks first.</summary>
    public string Greeting { get; init; } = "";

    /// <summary>What travels to the model. Default pcm16: 24 kHz, which the model hears best and which the first version sent.</summary>
    public AudioFormatSetting AudioFormat { get; init; } = AudioFormatSetting.Pcm16;

    /// <summary>The model that writes down what the caller says. Default gpt-transcribe: whisper-1 retires in February 2027.</summary>
    public string TranscriptionModel { get; init; } = "gpt-transcribe";

    /// <summary>The caller's language as two letters (ISO 639-1), or null: the transcription model finds out by itself.</summary>
    public string? TranscriptionLanguage { get; init; }

    /// <summary>
    /// Names and places to get right. At most 500 of at most 200 characters each: the list goes out with every session update.
    /// </summary>
    public IReadOnlyList<string> TranscriptionKeywords { get; init; } = [];

    /// <summary>Default none: the telephone network has reduced noise already.</summary>
    public NoiseReductionSetting NoiseReduction { get; init; } = NoiseReductionSetting.None;

    /// <summary>
    /// How many 20 ms chunks may go out as one append when they are ready: 1 to 10. Default 10: 200 ms, as in the first version.
    /// More would be a backlog sent at once rather than a batch.
    /// </summary>
    public int MaxChunksPerAppend { get; init; } = 10;

    /// <summary>How the model finds the caller's turns. Default: server VAD.</summary>
    public TurnDetectionConfig TurnDetection { get; init; } = new ServerVadConfig();

    /// <summary>
    /// From dialling to a session that is ready, 100 ms to 60 s. Default 10 s: it takes less than one as a rule,
    /// and few callers listen to silence for longer.
    /// </summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// From the loss of the model in mid-call until the call is given up, 100 ms to 10 minutes. Default 20 s: two attempts that run into
    /// the longest time to connect; few callers listen to silence for longer.
    /// </summary>
    public TimeSpan RestoreWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Age at which a session is to be replaced between two turns, 1 to 55 minutes. Default 50: the server ends it after 60, and ten
    /// minutes hold a pause between turns in any conversation. Where the server says that it ends sessions earlier, that counts.
    /// </summary>
    public TimeSpan RotateAfter { get; init; } = TimeSpan.FromMinutes(50);

    /// <summary>
    /// Silence of the server while it owes something that takes it no thought, 1 s to 60 s. Default 5 s: many times what a round trip
    /// and a busy server take, and as long as a caller waits before saying "hello?".
    /// </summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Silence of the model while it makes a response and is not in the middle of a sentence, 1 s to 2 minutes. Default 20 s: models
    /// that reason take several seconds, and few callers wait for longer.
    /// </summary>
    public TimeSpan ThinkWithin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Sessions that are connected before anyone calls, 0 to 100. Default 0: each counts as a session of the account. As many as calls
    /// begin within a second or two are enough.
    /// </summary>
    public int WarmSessions { get; init; }
}
