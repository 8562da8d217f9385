using System.Text.Json;
using AgenticAi.Realtime.Events;
using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Realtime.Tests.Events;

/// <summary>Random events of every kind this library writes, from one number.</summary>
internal sealed class ClientEventSamples(int seed)
{
    private static readonly string[] Texts =
        ["", "Hello!", "\"quoted\" \\ back\nline\t", "über 東京 🎉", "</script>", "\u0000\u001f", new string('x', 5000)];

    private static readonly string[] TranscriptionModels =
        ["gpt-transcribe", "gpt-live-transcribe", "whisper-1", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "something-newer"];

    private readonly Random _random = new(seed);

    public ClientEvent Next()
    {
        ClientEvent next = _random.Next(9) switch
        {
            0 => new SessionUpdate(Session()),
            1 => new InputAudioCommit(),
            2 => new InputAudioClear(),
            3 => new ItemCreate(Item(), Maybe(Text())),
            4 => new ItemTruncate(Text(), _random.Next(3), _random.Next()),
            5 => new ItemDelete(Text()),
            6 => new ItemRetrieve(Text()),
            7 => new ResponseCreate { Instructions = Maybe(Text()), InConversation = Coin(), Metadata = Maybe(Metadata()) },
            _ => new ResponseCancel(Maybe(Text())),
        };
        return next with { EventId = Maybe("event_1") };
    }

    public RealtimeSession Session() => new()
    {
        Instructions = Text(),
        Voice = RealtimeVoice.Parse(Pick([.. RealtimeVoice.Known, "nova", "voice_1234", "unheard_of"])),
        Format = Pick(Enum.GetValues<RealtimeAudioFormat>()),
        Transcription = Maybe(new TranscriptionSettings
        {
            Model = Pick(TranscriptionModels),
            Language = Maybe("en"),
            Keywords = Coin() ? [] : [Text(), "Ann Müller"],
        }),
        NoiseReduction = Pick(Enum.GetValues<NoiseReduction>()),
        TurnDetection = Detection(),
        Tools = Coin() ? null : JsonElement.Parse("""[{"type":"function","name":"dial","parameters":{"type":"object"}}]"""),
        MaxOutputTokens = Coin() ? null : _random.Next(1, 4096),
        ReasoningEffort = Coin() ? null : Pick(Enum.GetValues<ReasoningEffort>()),
    };

    private TurnDetection? Detection() => _random.Next(3) switch
    {
        0 => null,
        1 => new ServerVad
        {
            Threshold = _random.NextDouble(),
            PrefixPaddingMs = _random.Next(1000),
            SilenceDurationMs = _random.Next(1000),
            IdleTimeoutMs = Coin() ? null : _random.Next(5000, 30000),
            CreateResponse = Coin(),
            InterruptResponse = Coin(),
        },
        _ => new SemanticVad { Eagerness = Pick(Enum.GetValues<Eagerness>()), CreateResponse = Coin(), InterruptResponse = Coin() },
    };

    private NewItem Item()
    {
        NewItem item = _random.Next(5) switch
        {
            0 => new UserTextItem(Text()),
            1 => new AssistantTextItem(Text()),
            2 => new SystemTextItem(Text()),
            3 => new FunctionCallItem(Text(), Text(), "{\"a\":1}"),
            _ => new FunctionCallOutputItem(Text(), Text()),
        };
        return item with { Id = Maybe("item_1") };
    }

    private Dictionary<string, string> Metadata() => new() { ["purpose"] = Text(), ["n"] = "1" };

    private string Text() => Pick(Texts);

    private bool Coin() => _random.Next(2) == 0;

    private T? Maybe<T>(T value)
        where T : class => Coin() ? value : null;

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];
}
