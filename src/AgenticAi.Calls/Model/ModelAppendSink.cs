using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Streams.Graph;

namespace AgenticAi.Calls.Model;

/// <summary>
/// Appends caller audio to the model's input. While there is no session it waits, and audio gathers in the boundary before it. A new
/// session first hears again what the lost one may have taken along.
/// </summary>
internal sealed class ModelAppendSink(ModelLink link, UnconfirmedAudio unconfirmed, CallTelemetry telemetry, TimeProvider time)
    : Sink<AudioFrame>("RealtimeWebSocketFlow.append")
{
    private int _lost;

    public override async ValueTask WriteAsync(AudioFrame element, CancellationToken cancellationToken)
    {
        unconfirmed.Add(element.Buffer);
        while (!await TryAppendAsync(await link.WhenThereAsync(_lost, cancellationToken), cancellationToken))
        {
            // Its reader tells why; here only the next one counts.
        }

        telemetry.CallerAudioAppended(time.GetElapsedTime(element.ReadAt));
    }

    private async ValueTask<bool> TryAppendAsync(ModelSession session, CancellationToken cancellationToken)
    {
        try
        {
            session.Watch.OnWriteBegun();
            while (unconfirmed.TryTake(session.Generation, out ReadOnlyMemory<byte> audio))
                await session.Connection.AppendAudioAsync(audio, cancellationToken);
            return true;
        }
        catch (Exception error) when (ModelSession.IsGone(error, cancellationToken))
        {
            telemetry.SendFailed("realtime");
            _lost = session.Generation;
            return false;
        }
        finally
        {
            session.Watch.OnWriteEnded();
        }
    }
}
