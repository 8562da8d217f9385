using AgenticAi.Calls.Telemetry;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests;

/// <summary>Lines of a call's log that depend on what there is to say.</summary>
public sealed class CallLogTests
{
    [Theory]
    [InlineData(null, "Call ended: caller-hung-up")]
    [InlineData("", "Call ended: caller-hung-up")]
    [InlineData("no stream was opened", "Call ended: caller-hung-up (no stream was opened)")]
    public void The_end_of_a_call_has_no_empty_brackets(string? detail, string line)
    {
        using var logs = new RecordingLoggerFactory();
        logs.CreateLogger("call").CallEnded("caller-hung-up", detail);
        logs.Lines.ShouldHaveSingleItem().Message.ShouldBe(line);
    }

    [Theory]
    [InlineData(true, "the call ends")]
    [InlineData(false, "the call goes on")]
    public void The_loss_of_the_model_says_what_becomes_of_the_call(bool isEnd, string becomes)
    {
        using var logs = new RecordingLoggerFactory();
        using var metrics = new CallMetrics(() => []);
        new CallTelemetry(metrics, logs.CreateLogger("call"), logTranscripts: false).ModelLost("gone", isEnd);
        logs.Lines.ShouldHaveSingleItem().Message.ShouldContain(becomes);
    }
}
