using AgenticAi.Calls.Actors.Tests.Legs;
using AgenticAi.Calls.Actors.Tests.Stages;
using AgenticAi.Calls.Agents;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;

namespace AgenticAi.Calls.Actors.Tests;

/// <summary>The picture of a call, as docs/architecture.md shows it.</summary>
public sealed class CallGraphTests
{
    [Fact]
    public async Task With_pcm16_the_audio_is_decoded_and_resampled_on_its_way() =>
        (await DrawAsync(Options.For(RealtimeAudioFormat.Pcm16At24kHz))).ShouldBe(
        """
        BatchFlow ─► RealtimeWebSocketFlow.in0
        CallRequests ─► Merge.in2
        ConversationTap ─► TurnTaking
        FillGaps ─► MulawDecode
        Merge ─► SharedKillSwitchFlow
        MulawDecode ─► Resample 8→24k
        MulawEncode ─► Merge.in1
        RealtimeWebSocketFlow ─► Resample 24→8k
        Resample 24→8k ─► MulawEncode
        Resample 8→24k ─► BatchFlow
        SharedKillSwitchFlow ─► ConversationTap
        TurnTaking.out0 ─► EncodeSink
        TurnTaking.out1 ─► model commands
        TurnTaking.out2 ─► DecisionSink
        TwilioSource.audio ─► FillGaps
        TwilioSource.signals ─► Merge.in0
        model commands ─► RealtimeWebSocketFlow.in1
        """, StringCompareShould.IgnoreLineEndings);

    [Fact]
    public async Task With_pcmu_the_audio_passes_untouched() =>
        (await DrawAsync(Options.For(RealtimeAudioFormat.MuLaw))).ShouldBe(
        """
        BatchFlow ─► RealtimeWebSocketFlow.in0
        CallRequests ─► Merge.in2
        ConversationTap ─► TurnTaking
        FillGaps ─► BatchFlow
        Merge ─► SharedKillSwitchFlow
        RealtimeWebSocketFlow ─► Merge.in1
        SharedKillSwitchFlow ─► ConversationTap
        TurnTaking.out0 ─► EncodeSink
        TurnTaking.out1 ─► model commands
        TurnTaking.out2 ─► DecisionSink
        TwilioSource.audio ─► FillGaps
        TwilioSource.signals ─► Merge.in0
        model commands ─► RealtimeWebSocketFlow.in1
        """, StringCompareShould.IgnoreLineEndings);

    [Fact]
    public async Task An_echo_gate_stands_before_everything_that_changes_the_audio() =>
        (await DrawAsync(Options.For(RealtimeAudioFormat.Pcm16At24kHz) with { EchoGateDb = -30 })).ShouldBe(
        """
        BatchFlow ─► RealtimeWebSocketFlow.in0
        CallRequests ─► Merge.in2
        ConversationTap ─► TurnTaking
        EchoGate ─► MulawDecode
        FillGaps ─► EchoGate
        Merge ─► SharedKillSwitchFlow
        MulawDecode ─► Resample 8→24k
        MulawEncode ─► Merge.in1
        RealtimeWebSocketFlow ─► Resample 24→8k
        Resample 24→8k ─► MulawEncode
        Resample 8→24k ─► BatchFlow
        SharedKillSwitchFlow ─► ConversationTap
        TurnTaking.out0 ─► EncodeSink
        TurnTaking.out1 ─► model commands
        TurnTaking.out2 ─► DecisionSink
        TwilioSource.audio ─► FillGaps
        TwilioSource.signals ─► Merge.in0
        model commands ─► RealtimeWebSocketFlow.in1
        """, StringCompareShould.IgnoreLineEndings);

    [Fact]
    public async Task A_PIN_is_taken_out_before_anybody_sees_it() =>
        (await DrawAsync(Options.For(RealtimeAudioFormat.MuLaw) with { Work = new WorkOptions { Pin = "0815" } })).ShouldBe(
        """
        BatchFlow ─► RealtimeWebSocketFlow.in0
        CallRequests ─► Merge.in2
        ConversationTap ─► TurnTaking
        FillGaps ─► BatchFlow
        Merge ─► SharedKillSwitchFlow
        PinGate ─► ConversationTap
        RealtimeWebSocketFlow ─► Merge.in1
        SharedKillSwitchFlow ─► PinGate
        TurnTaking.out0 ─► EncodeSink
        TurnTaking.out1 ─► model commands
        TurnTaking.out2 ─► DecisionSink
        TwilioSource.audio ─► FillGaps
        TwilioSource.signals ─► Merge.in0
        model commands ─► RealtimeWebSocketFlow.in1
        """, StringCompareShould.IgnoreLineEndings);

    [Fact]
    public async Task It_is_one_island_that_a_frame_crosses_without_a_thread_between()
    {
        using CallRig rig = await RigAsync(Options.For(RealtimeAudioFormat.Pcm16At24kHz) with { EchoGateDb = -30 });
        CallGraphPicture.Islands(rig.Graph).Count.ShouldBe(1);
    }

    private static async Task<string> DrawAsync(CallOptions options)
    {
        using CallRig rig = await RigAsync(options);
        return CallGraphPicture.Draw(rig.Graph);
    }

    private static async Task<CallRig> RigAsync(CallOptions options)
    {
        var time = new ManualTimeProvider();
        using var pair = new WebSocketPair();
        MediaStreamConnection stream = await CallRig.AcceptAsync(pair.Server, time, pair.Client.SendTextAsync);
        return new CallRig(stream, _ => throw new InvalidOperationException("Nothing runs here."), options, new RecordingBrain(), time);
    }
}
