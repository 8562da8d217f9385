using AgenticAi.Calls.Telemetry;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Model;

/// <summary>
/// Sends commands to the session they were meant for. One that comes too late is dropped and counted; a leg that is gone is reported
/// by its reader.
/// </summary>
internal sealed class ModelCommandSink(ModelLink link, CallTelemetry telemetry) : Sink<ModelCommand>("RealtimeWebSocketFlow.commands")
{
    public override async ValueTask WriteAsync(ModelCommand element, CancellationToken cancellationToken)
    {
        ModelSession session = await link.WhenThereAsync(element.Generation - 1, cancellationToken);
        if (session.Generation != element.Generation)
        {
            telemetry.LateMessage();
            return;
        }

        session.Watch.OnSent();
        session.Watch.OnWriteBegun();
        try
        {
            await session.Connection.SendAsync(element.Event, cancellationToken);
        }
        catch (Exception error) when (ModelSession.IsGone(error, cancellationToken))
        {
            telemetry.SendFailed("realtime");
        }
        finally
        {
            session.Watch.OnWriteEnded();
        }
    }
}
