using System.Diagnostics.Metrics;
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

    [Fact]
    public void Of_problems_of_a_kind_the_first_is_logged_and_each_is_counted()
    {
        using var logs = new RecordingLoggerFactory();
        using var metrics = new CallMetrics(() => []);
        var counted = new List<object?>();
        using var listener = new MeterListener();
        listener.EnableMeasurementEvents(metrics.Problems);
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => counted.Add($"{tags[0].Value} {count}"));
        var telemetry = new CallTelemetry(metrics, logs.CreateLogger("call"), logTranscripts: false);
        telemetry.TurnProblem("response_failed", "server_error");
        telemetry.TurnProblem("response_failed", "server_error");
        telemetry.TurnProblem("response_cut", "max_output_tokens");
        counted.ShouldBe(["response_failed 1", "response_failed 1", "response_cut 1"]);
        logs.Lines.Count.ShouldBe(2);
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
