using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests.Twilio;

/// <summary>Connections that break on their way, with a word and without.</summary>
public sealed class BrokenLineTests
{
    private const string Twice =
        "<Response><Connect><Stream url=\"ws://{host}/media\"/></Connect><Connect><Stream url=\"ws://{host}/again\"/></Connect></Response>";

    private static readonly SpeechClip Sentence = SteadyTone.Burst(TimeSpan.FromSeconds(30), 8000);

    [Fact]
    public async Task After_a_stream_was_broken_the_TwiML_goes_on_and_so_does_the_callers_script()
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        server.Twiml["/voice"] = Twice;
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        CallPlan plan = new()
        {
            Steps =
            [
                new CallerStep(new AtCue(TimeSpan.Zero), new SayAction(Sentence, "la")),
                new CallerStep(new AfterPreviousCue(TimeSpan.Zero), new HangUpAction()),
            ],
            OnEvent = told => { if (told is CallerSpoke) begun.SetResult(); },
        };
        await using PhoneCall call = await new SimulatedTwilio(server.Options).DialAsync(plan, TestContext.Current.CancellationToken);
        await begun.Task.Within();
        call.BreakStream();
        CallRecord record = await call.Completion.Within();
        record.End.ShouldBe(CallEndReason.CallerHungUp, "on the second stream, without ending the sentence");
        record.Streams.Select(stream => stream.End).ShouldBe([StreamEndKind.ServerLost, StreamEndKind.Stopped]);
        record.Said.Single().Text.ShouldBe("la");
    }

    [Fact]
    public async Task A_line_that_dies_tells_neither_side()
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.OnStream = async stream =>
        {
            await stream.UntilAsync("start");
            await over.Task;
        };
        CallPlan plan = new() { Faults = new CallFaults { LineDiesAt = TimeSpan.FromSeconds(1) }, MaxDuration = TimeSpan.FromSeconds(3) };
        CallRecord record = await new SimulatedTwilio(server.Options).CallAsync(plan, TestContext.Current.CancellationToken).Within();
        over.SetResult();
        record.End.ShouldBe(CallEndReason.DurationLimit, "it went on as if nothing had happened");
    }
}
