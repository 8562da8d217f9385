using System.Net;
using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Conversations;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Testing;
using AgenticAi.Twilio.Rest;

namespace AgenticAi.Calls.Actors.Tests.Lifecycle;

/// <summary>One call from its announcement to its end.</summary>
public sealed class OwnerStories(CallsKit kit) : IClassFixture<CallsKit>
{
    private const string Apology = "We are sorry.";

    [Fact]
    public async Task A_call_that_opens_no_stream_in_time_lost_its_line_and_that_is_recorded_once()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        Call call = await rig.AdmitAsync();
        call.Status.ShouldBe(CallStatus.Announced);
        rig.Counted("active").ShouldBe(1);
        RealtimeSession session = await rig.Model.SessionAsync(0, CancellationToken.None).Within();
        await session.WaitAsync(session => session.IsConfigured, CancellationToken.None).Within();
        await rig.Waits.BegunAsync(rig.Services.Options.StreamTimeout);
        // Once: the brain has its time to store the end.
        rig.Time.Advance(rig.Services.Options.StreamTimeout);
        (await call.Completion.Within()).ShouldBe(new CallEnd(CallEndReason.CallerLineLost, "no stream was opened"));
        call.Status.ShouldBe(CallStatus.Ended);
        rig.RecordedEnd().ShouldBe(CallEndReason.CallerLineLost);
        rig.Journal.Of<ConversationStarted>(CallsRig.Sid).ShouldHaveSingleItem().StreamSid.ShouldBeNull();
        rig.Counted("ended caller-line-lost").ShouldBe(1);
        rig.Registry.Find(CallsRig.Sid).ShouldBeNull();
    }

    [Fact]
    public async Task A_call_that_is_ended_before_its_stream_takes_none_any_more()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        Call call = await rig.AdmitAsync();
        call.End(new CallEnd(CallEndReason.Operator));
        Caller caller = await rig.DialAsync();
        (await rig.Registry.AttachAsync(call, caller.Stream).Within()).ShouldBeNull();
        (await call.Completion.Within()).Reason.ShouldBe(CallEndReason.Operator);
        rig.RecordedEnd().ShouldBe(CallEndReason.Operator);
        call.TrySay("Hello", "operator").ShouldBeNull();
    }

    [Fact]
    public async Task A_stream_that_stops_is_a_caller_who_hung_up_and_what_was_open_is_closed_before_the_call_completes()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        (Call call, Caller caller) = await rig.ConnectAsync();
        call.Snapshot.StreamSid.ShouldBe("MZ1");
        call.Status.ShouldBe(CallStatus.Running);
        await caller.HangUpAsync();
        (await call.Completion.Within()).Reason.ShouldBe(CallEndReason.CallerHungUp);
        rig.Buffers.Outstanding.ShouldBe(0);
        rig.RecordedEnd().ShouldBe(CallEndReason.CallerHungUp);
        (await caller.Closed.Within()).ShouldBeTrue("the server says goodbye");
        await rig.Model.AllClosedAsync(CancellationToken.None).Within();
        rig.Time.ArmedTimers.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_complete_before_the_caller_has_answered_the_goodbye()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        (Call call, Caller caller) = await rig.ConnectAsync(isAnswering: false);
        call.End(new CallEnd(CallEndReason.Operator));
        await caller.Left;
        call.Status.ShouldBe(CallStatus.Ending);
        call.Completion.IsCompleted.ShouldBeFalse();
        rig.Registry.Find(CallsRig.Sid).ShouldBe(call);
        caller.Answer();
        await call.Completion.Within();
        rig.Registry.Find(CallsRig.Sid).ShouldBeNull();
    }

    [Fact]
    public async Task The_first_reason_counts_when_two_come_together()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        (Call call, _) = await rig.ConnectAsync();
        call.End(new CallEnd(CallEndReason.Operator, "first"));
        call.End(new CallEnd(CallEndReason.Draining, "second"));
        (await call.Completion.Within()).ShouldBe(new CallEnd(CallEndReason.Operator, "first"));
        rig.RecordedEnd().ShouldBe(CallEndReason.Operator);
    }

    [Fact]
    public async Task A_second_stream_is_refused_while_one_runs()
    {
        await using CallsRig rig = await CallsRig.OpenAsync(kit);
        (Call call, _) = await rig.ConnectAsync();
        Caller second = await rig.DialAsync(streamSid: "MZ2");
        (await rig.Registry.AttachAsync(call, second.Stream).Within()).ShouldBeNull();
        call.Status.ShouldBe(CallStatus.Running);
    }

    [Fact]
    public async Task A_model_that_refuses_ends_the_call_with_an_apology()
    {
        var twilio = new ScriptedTwilio(_ => new HttpResponseMessage(HttpStatusCode.OK));
        await using CallsRig rig = await CallsRig.OpenAsync(
            kit, options => options with { FailureMessage = Apology }, services => services with { Twilio = twilio.Client },
            _ => Handshake.Refuse(401));
        Call call = await rig.AdmitAsync();
        Caller caller = await rig.DialAsync();
        await rig.Registry.AttachAsync(call, caller.Stream).Within();
        (await call.Completion.Within()).Reason.ShouldBe(CallEndReason.ModelRefused);
        rig.RecordedEnd().ShouldBe(CallEndReason.ModelRefused);
        twilio.Sent.ShouldHaveSingleItem().ShouldContain("We+are+sorry");
        (await rig.Registry.ResumeAsync(CallsRig.Request()).Within()).ShouldBe(Comeback.Failed);
    }

    [Fact]
    public async Task A_call_that_cannot_be_hung_up_is_closed_all_the_same()
    {
        var twilio = new ScriptedTwilio(_ => throw new InvalidOperationException("a fault of ours"));
        await using CallsRig rig = await CallsRig.OpenAsync(kit, services: services => services with { Twilio = twilio.Client });
        (Call call, Caller caller) = await rig.ConnectAsync();
        call.End(new CallEnd(CallEndReason.Operator));
        (await call.Completion.Within()).Reason.ShouldBe(CallEndReason.Operator);
        (await caller.Closed.Within()).ShouldBeTrue("the server says goodbye");
        rig.Buffers.Outstanding.ShouldBe(0);
    }
}

/// <summary>Twilio's REST interface.</summary>
internal sealed class ScriptedTwilio : HttpMessageHandler
{
    private readonly Func<string, HttpResponseMessage> _answer;

    public ScriptedTwilio(Func<string, HttpResponseMessage> answer)
    {
        _answer = answer;
        Client = new TwilioRestClient(new HttpClient(this), "AC1", "token");
    }

    public TwilioRestClient Client { get; }

    /// <summary>The bodies of the requests.</summary>
    public List<string> Sent { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = await request.Content!.ReadAsStringAsync(cancellationToken);
        Sent.Add(body);
        return _answer(body);
    }
}
