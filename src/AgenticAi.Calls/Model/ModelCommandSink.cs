using System.Net.WebSockets;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Events;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Model;

/// <summary>Sends commands to the model. Waits for the connection; a leg that is gone is reported by its reader.</summary>
internal sealed class ModelCommandSink(Task<RealtimeConnection> connecting, CallTelemetry telemetry)
    : Sink<ClientEvent>("RealtimeWebSocketFlow.commands")
{
    public override async ValueTask WriteAsync(ClientEvent element, CancellationToken cancellationToken)
    {
        RealtimeConnection connection = await connecting.WaitAsync(cancellationToken);
        try
        {
            await connection.SendAsync(element, cancellationToken);
        }
        catch (WebSocketException)
        {
            telemetry.SendFailed("realtime");
        }
    }
}
