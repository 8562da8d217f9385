using System.Net.WebSockets;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Realtime.Connections;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Model;

/// <summary>Appends caller audio to the model's input. Waits for the connection; a leg that is gone is reported by its reader.</summary>
internal sealed class ModelAppendSink(Task<RealtimeConnection> connecting, CallTelemetry telemetry, TimeProvider time)
    : Sink<AudioFrame>("RealtimeWebSocketFlow.append")
{
    private RealtimeConnection? _connection;

    public override async ValueTask WriteAsync(AudioFrame element, CancellationToken cancellationToken)
    {
        using AudioBuffer audio = element.Buffer;
        _connection ??= await connecting.WaitAsync(cancellationToken);
        try
        {
            await _connection.AppendAudioAsync(audio.Memory, cancellationToken);
            telemetry.CallerAudioAppended(time.GetElapsedTime(element.ReadAt));
        }
        catch (WebSocketException)
        {
            telemetry.SendFailed("realtime");
        }
    }
}
