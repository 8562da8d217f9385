using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Caller;
using AgenticAi.Calls.Lifecycle;
using AgenticAi.Calls.Model;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Calls.Tests;

/// <summary>The picture of a call, as docs/architecture.md shows it.</summary>
public sealed class CallGraphTests
{
    [Fact]
    public void With_pcm16_the_audio_is_decoded_and_resampled_on_its_way() => Draw(RealtimeAudioFormat.Pcm16At24kHz).ShouldBe(
        """
        TwilioSource.audio ─► caller audio
        caller audio ─► FillGaps ─► MulawDecode ─► Resample 8→24k ─► BatchFlow ─► RealtimeWebSocketFlow.append
        RealtimeWebSocketFlow.audio ─► Resample 24→8k ─► MulawEncode ─► AsTurnInput ─► turn inputs
        RealtimeWebSocketFlow.events ─► turn inputs
        TwilioSource.signals ─► turn inputs
        CallControl.requests ─► turn inputs
        turn inputs ─► ToBrain ─► TurnTaking ─► EncodeSink
        RealtimeWebSocketFlow.commands ─► model commands
        model commands ─► RealtimeWebSocketFlow.commands
        """, StringCompareShould.IgnoreLineEndings);

    [Fact]
    public void With_pcmu_the_audio_passes_untouched()
    {
        string picture = Draw(RealtimeAudioFormat.MuLaw);
        picture.ShouldContain("TwilioSource.audio ─► caller audio");
        picture.ShouldContain("RealtimeWebSocketFlow.audio ─► AsTurnInput ─► turn inputs");
        picture.ShouldNotContain("Resample");
        picture.ShouldNotContain("Mulaw");
    }

    private static string Draw(RealtimeAudioFormat format)
    {
        var time = new ManualTimeProvider();
        var buffers = new AudioBuffers();
        using var metrics = new CallMetrics(() => []);
        var telemetry = new CallTelemetry(metrics, NullLogger.Instance, logTranscripts: false);
        using var pair = new WebSocketPair();
        var stream = new MediaStreamConnection(pair.Server, new MediaStreamLimits(), time);
        return CallGraph.Draw(
            new TwilioSource(stream, buffers, telemetry, time),
            new EncodeSink(stream, telemetry, time),
            new RealtimeWebSocketFlow(_ => throw new InvalidOperationException("Nothing runs here."), Options.For(format), new RecordingBrain(), buffers, telemetry, new LastWords(), time),
            new CallControl(),
            Options.For(format),
            new RecordingBrain(),
            telemetry,
            buffers,
            time).ToString();
    }
}
