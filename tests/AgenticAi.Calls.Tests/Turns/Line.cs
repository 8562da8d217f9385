using System.Globalization;
using System.Runtime.InteropServices;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>
/// A call for stories about turn-taking: a clock that the story moves, a caller's side that plays what it is sent in real time and
/// returns marks after the time on the wire, and everything that was asked of the model and the brain.
/// </summary>
internal sealed class Line : ITurnOutput, IDisposable
{
    private const int BytesPerMs = 8;

    private readonly Queue<(string? Mark, byte[] Audio)> _buffered = new();
    private readonly Queue<(TimeSpan At, string Name)> _echoes = new();
    private readonly HashSet<long> _heard = [];
    private readonly Dictionary<long, int> _sent = [];
    private readonly TimeSpan _wire;

    public Line(TurnOptions? options = null, TimeSpan? wire = null)
    {
        _wire = wire ?? TimeSpan.Zero;
        Turns = new TurnTaking(options ?? new TurnOptions(), Buffers);
    }

    public AudioBuffers Buffers { get; } = new();

    public TurnTaking Turns { get; }

    public TimeSpan Now { get; private set; }

    /// <summary>The caller's side returns no marks.</summary>
    public bool IsDeafToMarks { get; set; }

    /// <summary>Everything that happened, in order, as short words.</summary>
    public List<string> Log { get; } = [];

    public List<ClientEvent> ToModel { get; } = [];

    public List<ConversationCommand> ToBrain { get; } = [];

    /// <summary>
    /// What the caller really heard: the numbers of the milliseconds, counted over all the model ever said; without the silence that
    /// fills the last frames.
    /// </summary>
    public List<long> HeardMs { get; } = [];

    /// <summary>How many milliseconds the model has said.</summary>
    public long SpokenMs { get; private set; }

    /// <summary>Whether the caller heard this millisecond.</summary>
    public bool WasHeard(long number) => _heard.Contains(number);

    /// <summary>How often this millisecond was sent to the caller.</summary>
    public int TimesSent(long number) => _sent.GetValueOrDefault(number);

    /// <summary>Why turn-taking wanted the call ended; null while it does not.</summary>
    public CallEndReason? HungUp { get; private set; }

    /// <summary>Bytes the caller really heard, of all that was sent.</summary>
    public long Heard { get; private set; }

    public long Sent { get; private set; }

    /// <summary>Audio that was sent and neither heard nor cleared.</summary>
    public long Ahead => _buffered.Sum(entry => entry.Audio.Length);

    /// <summary>The model has made a response.</summary>
    public static ResponseDone Done(string response, string status = ResponseStatuses.Completed) =>
        new(response, status, null, null, null, []);

    public void Model(ServerEvent serverEvent) => Turns.OnModelEvent(serverEvent, Now, this);

    public void ModelSpeaks(int ms, string item = "item_1", string response = "resp_1", bool done = false)
    {
        var part = new SpeechPart(response, item, 0);
        byte[] audio = new byte[ms * 8];
        foreach (ref long number in MemoryMarshal.Cast<byte, long>(audio.AsSpan())) number = SpokenMs++;
        Turns.OnAudio(new AudioFrame(Buffers.Copy(audio), readAt: 0, part: part), Now, this);
        if (done) Turns.OnAudio(new AudioFrame(Buffers.Rent(0), readAt: 0, part: part, endsPart: true), Now, this);
    }

    /// <summary>A whole response, made faster than it is heard.</summary>
    public void ModelAnswers(int ms, string words = "")
    {
        Model(new ResponseCreated("resp_1"));
        ModelSpeaks(ms, done: true);
        if (words.Length > 0) Model(new OutputTranscriptDelta("resp_1", "item_1", 0, words));
        Model(Done("resp_1"));
    }

    /// <summary>A short response with an item of its own, whole and with sound; the model's own unless metadata says otherwise.</summary>
    public void ModelSays(string response, IReadOnlyDictionary<string, string>? metadata = null, int ms = 100)
    {
        Model(new ResponseCreated(response) { Metadata = metadata });
        ModelSpeaks(ms, $"item_of_{response}", response, done: true);
        Model(Done(response));
    }

    /// <summary>The newest request to the model.</summary>
    public ResponseCreate Asked => ToModel.OfType<ResponseCreate>().Last();

    /// <summary>True while the model's session is lost.</summary>
    public bool IsAway { get; private set; }

    public void Gone()
    {
        IsAway = true;
        Turns.OnModelGone(Now, this);
    }

    public void Ready(int generation, string[]? remembered = null, bool owesAnswer = false)
    {
        IsAway = false;
        Turns.OnModelReady(
            new ModelReady($"sess_{generation}", "gpt-realtime-2.1", generation, owesAnswer, (remembered ?? []).ToHashSet()), Now, this);
    }

    public void CallerSpeaks(string item = "caller_1") => Model(new SpeechStarted(item, 0));

    public void CallerStops(string item = "caller_1", int endMs = 2000) => Model(new SpeechStopped(item, endMs));

    public void Understood(string text, string item = "caller_1") => Model(new InputTranscriptionCompleted(item, 0, text, null));

    public void Say(string id, string text = "words", string source = SpeechSources.Operator) =>
        Turns.Say(new SpeechRequest(id, text, source), Now, this);

    public void Press(string digit) => Turns.OnDigit(digit, Now, this);

    /// <summary>Moves the clock, a millisecond at a time: the caller's side plays, marks return, and what is due is done.</summary>
    public void Pass(int ms)
    {
        for (int i = 0; i < ms; i++)
        {
            Now += TimeSpan.FromMilliseconds(1);
            PlayOneMillisecond();
            while (_echoes.TryPeek(out (TimeSpan At, string Name) echo) && echo.At <= Now)
            {
                _echoes.Dequeue();
                if (!IsDeafToMarks) Turns.OnMark(echo.Name, Now, this);
            }

            if (Turns.DueAt <= Now) Turns.OnDue(Now, this);
        }
    }

    public void Dispose() => Turns.Dispose();

    void ITurnOutput.Play(AudioBuffer mulaw, long readAt)
    {
        (mulaw.Length % 160).ShouldBe(0);
        Sent += mulaw.Length;
        foreach (long number in Numbers(mulaw.Span)) _sent[number] = TimesSent(number) + 1;
        Log.Add("play");
        _buffered.Enqueue((null, mulaw.Span.ToArray()));
        mulaw.Dispose();
    }

    void ITurnOutput.Mark(string name) => _buffered.Enqueue((name, []));

    void ITurnOutput.Clear()
    {
        Log.Add("clear");
        foreach ((string? mark, byte[] _) in _buffered)
            if (mark is not null) Echo(mark);
        _buffered.Clear();
    }

    void ITurnOutput.Send(ClientEvent clientEvent)
    {
        ToModel.Add(clientEvent);
        Log.Add(clientEvent switch
        {
            ItemTruncate truncate => string.Create(CultureInfo.InvariantCulture, $"truncate {truncate.ItemId}"),
            ResponseCancel => "cancel",
            ItemDelete delete => $"delete {delete.ItemId}",
            ItemCreate { Item: AssistantTextItem text } => $"remember '{text.Text}'",
            ItemCreate { Item: UserTextItem text } => $"user '{text.Text}'",
            ItemCreate { Item: FunctionCallOutputItem output } => $"output {output.CallId}",
            ResponseCreate create => $"create {create.EventId}",
            _ => clientEvent.GetType().Name,
        });
    }

    void ITurnOutput.HangUp(CallEndReason reason)
    {
        HungUp.ShouldBeNull("a call ends once");
        HungUp = reason;
    }

    void ITurnOutput.Tell(ConversationCommand command) => ToBrain.Add(command);

    private void PlayOneMillisecond()
    {
        EchoMarks();
        if (!_buffered.TryDequeue(out (string? Mark, byte[] Audio) next)) return;
        Heard += BytesPerMs;
        foreach (long number in Numbers(next.Audio.AsSpan(0, BytesPerMs)))
        {
            HeardMs.Add(number);
            _heard.Add(number);
        }

        if (next.Audio.Length > BytesPerMs)
        {
            (string? Mark, byte[] Audio)[] rest = [.. _buffered];
            _buffered.Clear();
            _buffered.Enqueue((null, next.Audio[BytesPerMs..]));
            foreach ((string? Mark, byte[] Audio) entry in rest) _buffered.Enqueue(entry);
        }

        EchoMarks();
    }

    private void EchoMarks()
    {
        while (_buffered.TryPeek(out (string? Mark, byte[] Audio) next) && next.Mark is { } mark)
        {
            _buffered.Dequeue();
            Echo(mark);
        }
    }

    /// <summary>The numbers of the milliseconds in audio; silence has none.</summary>
    private static IEnumerable<long> Numbers(ReadOnlySpan<byte> audio) =>
        MemoryMarshal.Cast<byte, long>(audio).ToArray().Where(number => number >= 0);

    private void Echo(string mark) => _echoes.Enqueue((Now + _wire, mark));
}
