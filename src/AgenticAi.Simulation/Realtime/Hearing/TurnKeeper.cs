using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime.Responses;
using AgenticAi.Simulation.Realtime.Rules;
using AgenticAi.Simulation.Realtime.Sessions;

namespace AgenticAi.Simulation.Realtime.Hearing;

/// <summary>The caller's turns: what is appended is listened to, committed as items, and transcribed later.</summary>
internal sealed class TurnKeeper(SessionState session, ResponseKeeper responses, FaultInjector faults)
{
    // The least that can be committed.
    private const int LeastMs = 100;

    private readonly List<VadEvent> _events = [];
    private string? _speaking;
    private int _speechFromMs;
    private int _utterances;
    private int _idle;

    public RuleError? Append(string base64)
    {
        AudioFormat format = session.Audio.Format;
        byte[] bytes = new byte[base64.Length * 3 / 4 + 3];
        if (!Convert.TryFromBase64String(base64, bytes, out int length) || length % format.BytesPerSample != 0)
        {
            const string message = "Invalid 'audio'. Expected base64-encoded audio bytes but got an invalid value.";
            return new RuleError("invalid_value", message, "audio");
        }

        _events.Clear();
        session.Audio.Append(bytes.AsSpan(0, length), _events);
        foreach (VadEvent vad in _events)
        {
            if (vad.Started) Begin(vad.AtMs);
            else End(vad.AtMs);
        }

        return null;
    }

    public RuleError? Commit()
    {
        int waiting = session.Audio.UncommittedMs;
        if (waiting < LeastMs)
        {
            return new RuleError(
                "input_audio_buffer_commit_empty",
                "Error committing input audio buffer: buffer too small. "
                + $"Expected at least {LeastMs}ms of audio, but buffer only has {waiting}.00ms of audio.");
        }

        Hear(session.Audio.CommitAll());
        return null;
    }

    public void Clear()
    {
        session.Audio.Clear();
        _speaking = null;
        session.Out.Send("input_audio_buffer.cleared");
    }

    /// <summary>A response was completed: when the caller stays silent after it has been played, the session prompts.</summary>
    public void Await(TimeSpan untilPlayed)
    {
        int idle = ++_idle;
        if (session.Settings.Turns?.IdleTimeout is not { } timeout) return;
        session.Timers.After((untilPlayed > TimeSpan.Zero ? untilPlayed : TimeSpan.Zero) + timeout, () =>
        {
            if (idle == _idle && responses.Active is null) Prompt();
        });
    }

    // The silence is committed like an utterance, and answered.
    private void Prompt()
    {
        int end = session.Audio.TotalMs;
        int start = end - session.Audio.UncommittedMs;
        _speaking = session.NewItemId();
        session.Out.Send(
            "input_audio_buffer.timeout_triggered",
            new JsonObject { ["audio_start_ms"] = start, ["audio_end_ms"] = end, ["item_id"] = _speaking });
        Commit(session.Audio.CommitAll(), "");
        responses.Answer();
    }

    private void Begin(int atMs)
    {
        _idle++;
        _speaking = session.NewItemId();
        _speechFromMs = atMs;
        session.Tell(new SpeechBegan(session.Number, session.Now));
        session.Out.Send("input_audio_buffer.speech_started", new JsonObject { ["audio_start_ms"] = atMs, ["item_id"] = _speaking });
        if (session.Settings.Turns is { InterruptResponse: true }) responses.Interrupt();
        faults.UtteranceBegan();
    }

    private void End(int atMs)
    {
        session.Tell(new SpeechEnded(session.Number, session.Now));
        session.Out.Send("input_audio_buffer.speech_stopped", new JsonObject { ["audio_end_ms"] = atMs, ["item_id"] = _speaking });
        Hear(session.Audio.Commit(_speechFromMs, atMs));
        if (session.Settings.Turns is { CreateResponse: true }) responses.Answer();
    }

    private void Hear(CommittedAudio audio) => Commit(audio, audio.IsNoise ? "" : session.Agent.Hear(audio.Ms));

    private void Commit(CommittedAudio audio, string text)
    {
        var item = new Item
        {
            Id = _speaking ?? session.NewItemId(),
            Type = "message",
            Role = "user",
            Content = "input_audio",
            AudioMs = audio.Ms,
            IsNoise = audio.IsNoise,
            Text = text,
            IsUntold = true,
        };
        _speaking = null;
        session.Out.Send(
            "input_audio_buffer.committed", new JsonObject { ["previous_item_id"] = session.Conversation.LastId, ["item_id"] = item.Id });
        session.Conversation.TryAdd(item, null);
        session.Out.Send("conversation.item.added", session.Conversation.AddedFields(item));
        session.Out.Send("conversation.item.done", session.Conversation.AddedFields(item));
        Transcribe(item, session.Options.Transcription(_utterances++));
    }

    private void Transcribe(Item item, TranscriptionPlan plan)
    {
        if (!session.Settings.Transcribes) return;
        item.Text = plan.Text ?? item.Text;
        session.Timers.After(plan.Delay, () => Tell(item, plan.Fails));
    }

    private void Tell(Item item, bool fails)
    {
        string text = item.Text!;
        var place = new JsonObject { ["item_id"] = item.Id, ["content_index"] = 0 };
        if (fails)
        {
            place["error"] =
                new RuleError("audio_unintelligible", "The audio could not be transcribed.", Type: "transcription_error").ToJson();
            session.Out.Send("conversation.item.input_audio_transcription.failed", place);
            return;
        }

        item.IsUntold = false;
        session.Tell(new CallerHeard(session.Number, session.Now, text));
        foreach (string word in text.Length == 0 ? [] : text.Split(' '))
        {
            place["delta"] = text.StartsWith(word, StringComparison.Ordinal) && !place.ContainsKey("delta") ? word : " " + word;
            session.Out.Send("conversation.item.input_audio_transcription.delta", place);
        }

        place.Remove("delta");
        place["transcript"] = text;
        place["usage"] = TranscriptionUsage.Of(item, session.Settings.TranscriptionModel);
        session.Out.Send("conversation.item.input_audio_transcription.completed", place);
    }
}
