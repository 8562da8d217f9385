using System.Net.WebSockets;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;
using AgenticAi.Streams.Graph;
using AgenticAi.Twilio.MediaStreams;

namespace AgenticAi.Calls.Caller;

/// <summary>Writes to the caller's leg: media, the marks behind it, and clear.</summary>
/// <remarks>A leg that is gone is not an error here: the source that reads it says so, and ends the call with the right reason.</remarks>
public sealed class EncodeSink(MediaStreamConnection connection, CallTelemetry telemetry, TimeProvider time) : Sink<CallerCommand>("EncodeSink")
{
    public override async ValueTask WriteAsync(CallerCommand element, CancellationToken cancellationToken)
    {
        using AudioBuffer audio = element.Audio;
        try
        {
            switch (element.Kind)
            {
                case CallerCommandKind.Play:
                    await connection.SendMediaAsync(audio.Memory, cancellationToken);
                    if (element.ReadAt != 0) telemetry.ModelAudioSent(time.GetElapsedTime(element.ReadAt));
                    break;
                case CallerCommandKind.Mark:
                    await connection.SendMarkAsync(element.Name!, cancellationToken);
                    break;
                case CallerCommandKind.Clear:
                    await connection.SendClearAsync(cancellationToken);
                    if (element.ReadAt != 0) telemetry.AgentSilenced(time.GetElapsedTime(element.ReadAt));
                    break;
            }
        }
        catch (WebSocketException)
        {
            telemetry.SendFailed("twilio");
        }
    }
}
