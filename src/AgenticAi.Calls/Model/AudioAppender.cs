using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Telemetry;

namespace AgenticAi.Calls.Model;

/// <summary>
/// Appends caller audio to the model's input. While there is no session it waits, and audio gathers in the boundary of the caller's leg. A new
/// session first hears again what the lost one may have taken along.
/// </summary>
internal sealed class AudioAppender(ModelLink link, UnconfirmedAudio unconfirmed, CallTelemetry telemetry, TimeProvider time)
{
    private int _lost;

    /// <summary>Takes over the frame's buffer, and completes when it was written to a session.</summary>
    public async ValueTask AppendAsync(AudioFrame frame, CancellationToken cancellationToken)
    {
        unconfirmed.Add(frame.Buffer);
        while (!await TryAppendAsync(await link.WhenThereAsync(_lost, cancellationToken), cancellationToken))
        {
            // Its reader tells why; here only the next one counts.
        }

        telemetry.CallerAudioAppended(time.GetElapsedTime(frame.ReadAt));
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
