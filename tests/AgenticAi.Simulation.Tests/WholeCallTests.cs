using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests;

public sealed class WholeCallTests
{
    private static readonly Scenario Scenario = new()
    {
        Name = "brief",
        Caller = [new SayLine(CallerCue.AfterPrevious(TimeSpan.Zero), "caller-hello", "Hello.")],
        Replies = [AgentReply.Say("Yes.")],
    };

    private static readonly CallPlan Plan = new()
    {
        Steps =
        [
            new CallerStep(CallerCue.AfterPrevious(TimeSpan.Zero), new SayAction(SyntheticVoice.Speak("Hello", 8000), "Hello.")),
            new CallerStep(CallerCue.AgentSilent(TimeSpan.FromMilliseconds(60)), new HangUpAction()),
        ],
    };

    [Fact]
    public async Task The_two_simulators_hold_a_conversation_through_a_server_that_passes_audio_on()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        await using SimulatedRealtimeServer model =
            await SimulatedRealtimeServer.StartAsync(new() { Scenario = Scenario, ApiKey = "key" }, ct);
        await using RawBridge bridge = await new RawBridge(model.Url).StartAsync(ct);
        var twilio = new SimulatedTwilio(new SimulatedTwilioOptions { WebhookUrl = bridge.WebhookUrl });

        CallRecord call = await twilio.CallAsync(Plan, ct).Within();

        call.End.ShouldBe(CallEndReason.CallerHungUp);
        call.Errors.ShouldBeEmpty();
        int spoken = SyntheticVoice.Speak("Yes.", 8000).Samples.Length;
        call.Stream.Received.ShouldBe(spoken);
        call.Stream.Played.ShouldBeGreaterThan(spoken / 2);
        RealtimeSession session = model.Sessions.Single();
        (await session.Completion.Within()).ByClient.ShouldBeTrue();
        session.Items.Select(item => item.Text).ShouldBe(["Hello.", "Yes."]);
        session.Responses.Single().Status.ShouldBe("completed");
        session.ReceivedSampleRate.ShouldBe(8000);
        session.ReceivedAudio.Max().ShouldBeGreaterThan((short)5000);
        session.RefusedEvents.ShouldBe(0);
    }

    [Fact]
    public async Task Fifty_unpaced_calls_at_once_are_answered_and_leave_nothing_open()
    {
        CancellationToken ct = TestContext.Current.CancellationToken;
        await using SimulatedRealtimeServer model =
            await SimulatedRealtimeServer.StartAsync(new() { Scenario = Scenario, ApiKey = "key" }, ct);
        await using RawBridge bridge = await new RawBridge(model.Url).StartAsync(ct);
        var twilio = new SimulatedTwilio(new SimulatedTwilioOptions { WebhookUrl = bridge.WebhookUrl });

        CallPlan unpaced = Plan with { Unpaced = true };
        CallRecord[] calls = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => twilio.CallAsync(unpaced, ct))).Within();
        await Task.WhenAll(model.Sessions.Select(session => session.Completion)).Within();

        calls.ShouldAllBe(call => call.End == CallEndReason.CallerHungUp && call.Errors.Count == 0 && call.Stream.Played > 0);
        model.Attempts.ShouldBe(50);
    }

    [Fact]
    public void A_call_is_written_with_the_caller_left_and_the_agent_right()
    {
        var record = new CallRecord { CallSid = "CA1", CallerAudio = new short[] { 1, 2, 3 }, AgentAudio = new short[] { 0, 5 } };
        var file = new MemoryStream();
        record.WriteStereoWav(file);
        file.Position = 0;

        Audio.Wav.WavAudio wav = Audio.Wav.WavReader.Read(file);

        wav.SampleRate.ShouldBe(8000);
        wav.Channel(0).ShouldBe([1, 2, 3]);
        wav.Channel(1).ShouldBe([0, 5, 0]);
    }
}
