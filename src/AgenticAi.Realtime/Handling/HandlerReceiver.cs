using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Realtime.Handling;

/// <summary>Turns the server's events into the handler's queues and notifications.</summary>
internal sealed class HandlerReceiver(
    ReceivedAudio audio, CallbackDispatcher callbacks, TextSender texts, ILogger logger, bool logTranscripts) : IRealtimeReceiver
{
    private string? _speaking;
    private string? _interrupted;
    private string? _heardFirst;

    public void OnAudio(in AudioDelta delta, ReadOnlySpan<byte> bytes)
    {
        if (delta.ResponseId == _interrupted) return;
        byte[] piece = bytes.ToArray();
        if (_heardFirst != delta.ResponseId) logger.FirstAudio(piece.Length);
        _heardFirst = delta.ResponseId;
        audio.Add(piece);
        callbacks.Post(to => to.OnAudio?.Invoke(piece));
    }

    public void OnEvent(ServerEvent serverEvent)
    {
        texts.Follow(serverEvent);
        switch (serverEvent)
        {
            case ResponseCreated created:
                _speaking = created.ResponseId;
                break;
            case ResponseDone:
                _speaking = null;
                callbacks.Post(to => to.OnTurnComplete?.Invoke());
                break;
            case SpeechStarted:
                // The server cancels its answer; what was not played of it must not be played over the caller's words.
                _interrupted = _speaking;
                audio.Clear();
                break;
            case SpeechStopped:
                callbacks.Post(to => to.OnUserTurnComplete?.Invoke());
                break;
            case OutputTranscriptDelta { Delta.Length: > 0 } said:
                callbacks.Post(to => to.OnTranscript?.Invoke(said.Delta, false));
                break;
            case OutputTranscriptDone said:
                callbacks.Post(to => to.OnTranscript?.Invoke(said.Transcript, true));
                break;
            case InputTranscriptionCompleted { Transcript.Length: > 0 } heard:
                OnUserTranscript(heard.Transcript);
                break;
        }
    }

    public void OnRejected(string reason)
    {
        // The connection has logged it, and there is nothing in it for the user.
    }

    private void OnUserTranscript(string text)
    {
        if (logTranscripts) logger.UserTranscriptSensitive(text);
        else logger.UserTranscript(text.Length);
        callbacks.Post(to => to.OnUserTranscript?.Invoke(text));
    }
}
