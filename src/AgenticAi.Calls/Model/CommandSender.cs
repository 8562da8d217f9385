using AgenticAi.Calls.Telemetry;
using AgenticAi.Calls.Turns;

namespace AgenticAi.Calls.Model;

/// <summary>
/// Sends commands to the session they were meant for. One that comes too late is dropped and counted; a leg that is gone is reported
/// by its reader.
/// </summary>
internal sealed class CommandSender(ModelLink link, SessionIds ids, CallTelemetry telemetry)
{
    /// <summary>Completes when the command was written, or dropped because its session is gone.</summary>
    public async ValueTask SendAsync(ModelCommand command, CancellationToken cancellationToken)
    {
        ModelSession session = await link.WhenThereAsync(command.Generation - 1, cancellationToken);
        if (session.Generation != command.Generation)
        {
            telemetry.LateMessage();
            return;
        }

        session.Watch.OnSent();
        session.Watch.OnWriteBegun();
        try
        {
            await session.Connection.SendAsync(ids.Theirs(command.Event), cancellationToken);
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
