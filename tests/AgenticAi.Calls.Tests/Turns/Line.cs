using System.Globalization;
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
    private readonly Queue<(string? Mark, int Bytes)> _buffered = new();
    private readonly Queue<(TimeSpan At, string Name)> _echoes = new();
    private readonly TimeSpan _wire;
    private double _playable;

    public Line(TimeSpan? wire = null)
    {
        _wire = wire ?? TimeSpan.Zero;
        Turns = new TurnTaking(Buffers);
    }

    public AudioBuffers Buffers { get; } = new();

    public TurnTaking Turns { get; }

    public TimeSpan Now { get; private set; }

    /// <summary>Everything that happened, in order, as short words.</summary>
    public List<string> Log { get; } = [];

    public List<ClientEvent> ToModel { get; } = [];

    public List<ConversationCommand> ToBrain { get; } = [];

    /// <summary>Bytes the caller really heard, of all that was sent.</summary>
    public long Heard { get; private set; }

    public long Sent { get; private set; }

    /// <summary>Audio that was sent and neither heard nor cleared.</summary>
    public long Ahead => _buffered.Sum(entry => entry.Bytes);

    public void Model(ServerEvent serverEvent) => Turns.OnModelEvent(serverEvent, Now, this);

    public void ModelSpeaks(int ms, string item = "item_1", string response = "resp_1", bool done = false)
    {
        var part = new SpeechPart(response, item, 0);
        byte[] audio = new byte[ms * 8];
        Turns.OnAudio(new AudioFrame(Buffers.Copy(audio), 0, 0, part, EndsPart: false), Now, this);
        if (done) Turns.OnAudio(new AudioFrame(Buffers.Rent(0), 0, 0, part, EndsPart: true), Now, this);
    }

    public void CallerSpeaks(string item = "caller_1") => Model(new SpeechStarted(item, 0));

    public void Say(string id, string text = "words") => Turns.Say(new SpeechRequest(id, text), Now, this);

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
                Turns.OnMark(echo.Name, Now, this);
            }

            if (Turns.DueAt <= Now) Turns.OnDue(Now, this);
        }
    }

    public void Dispose() => Turns.Dispose();

    void ITurnOutput.Play(AudioBuffer mulaw, long readAt)
    {
        (mulaw.Length % 160).ShouldBe(0);
        Sent += mulaw.Length;
        Log.Add("play");
        _buffered.Enqueue((null, mulaw.Length));
        mulaw.Dispose();
    }

    void ITurnOutput.Mark(string name) => _buffered.Enqueue((name, 0));

    void ITurnOutput.Clear()
    {
        Log.Add("clear");
        foreach ((string? mark, int _) in _buffered)
            if (mark is not null) Echo(mark);
        _buffered.Clear();
        _playable = 0;
    }

    void ITurnOutput.Send(ClientEvent clientEvent)
    {
        ToModel.Add(clientEvent);
        Log.Add(clientEvent switch
        {
            ItemTruncate truncate => string.Create(CultureInfo.InvariantCulture, $"truncate {truncate.ItemId}"),
            ResponseCancel => "cancel",
            ResponseCreate create => $"create {create.EventId}",
            _ => clientEvent.GetType().Name,
        });
    }

    void ITurnOutput.Tell(ConversationCommand command) => ToBrain.Add(command);

    private void PlayOneMillisecond()
    {
        _playable += 8;
        while (_buffered.TryPeek(out (string? Mark, int Bytes) next))
        {
            if (next.Mark is { } mark)
            {
                _buffered.Dequeue();
                Echo(mark);
                continue;
            }

            // Frames of 20 ms are played whole; for the story's purposes a chunk is heard byte by byte.
            if (_playable < 8) return;
            int played = (int)Math.Min(_playable, next.Bytes);
            _playable -= played;
            Heard += played;
            _buffered.Dequeue();
            if (played == next.Bytes) continue;
            (string? Mark, int Bytes)[] rest = [.. _buffered];
            _buffered.Clear();
            _buffered.Enqueue((null, next.Bytes - played));
            foreach ((string? Mark, int Bytes) entry in rest) _buffered.Enqueue(entry);
            return;
        }

        _playable = 0;
    }

    private void Echo(string mark) => _echoes.Enqueue((Now + _wire, mark));
}
