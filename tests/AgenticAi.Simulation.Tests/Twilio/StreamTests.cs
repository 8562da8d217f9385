using System.Text;
using System.Text.Json.Nodes;
using AgenticAi.Audio.G711;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests.Twilio;

public sealed class StreamTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_messages_of_a_stream_are_those_of_the_documentation()
    {
        await using var call = await ManualCall.DialAsync(new CallPlan());
        JsonObject connected = (await call.Stream.NextAsync())!;
        JsonObject start = (await call.Stream.NextAsync())!;
        await call.PassAsync(40);
        JsonObject first = (await call.Stream.NextAsync())!;
        JsonObject second = (await call.Stream.NextAsync())!;

        connected.ToJsonString().ShouldBe("""{"event":"connected","protocol":"Call","version":"1.0.0"}""");
        string sid = (string)start["streamSid"]!;
        sid.ShouldStartWith("MZ");
        start.ToJsonString().ShouldBe("""
            {"event":"start","sequenceNumber":"1","start":{"accountSid":"ACCOUNT","streamSid":"STREAM","callSid":"CALL",
            "tracks":["inbound"],"mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"customParameters":{}},
            "streamSid":"STREAM"}
            """.ReplaceLineEndings("").Replace("STREAM", sid, StringComparison.Ordinal)
            .Replace("ACCOUNT", call.AccountSid, StringComparison.Ordinal).Replace("CALL", call.Phone.CallSid, StringComparison.Ordinal));
        first.ToJsonString().ShouldBe("""
            {"event":"media","sequenceNumber":"2","media":{"track":"inbound","chunk":"1","timestamp":"0","payload":"SILENCE"},
            "streamSid":"STREAM"}
            """.ReplaceLineEndings("").Replace("STREAM", sid, StringComparison.Ordinal)
            .Replace("SILENCE", Convert.ToBase64String([.. Enumerable.Repeat((byte)0xFF, 160)]), StringComparison.Ordinal));
        second["sequenceNumber"]!.GetValue<string>().ShouldBe("3");
        second["media"]!["timestamp"]!.GetValue<string>().ShouldBe("20");
    }

    [Fact]
    public async Task Frames_keep_their_deadlines_after_a_stall()
    {
        await using var call = await ManualCall.DialAsync(new CallPlan());
        await call.PassAsync(1000);
        await call.PassAsync(10);
        await call.PassAsync(10);
        for (int frame = 0; frame < 51; frame++)
            (await call.Stream.UntilAsync("media"))["media"]!["timestamp"]!.GetValue<string>().ShouldBe($"{frame * 20}");
        call.Phone.HangUp();
        await call.Stream.ReadToEndAsync();

        call.Stream.Of("media").Count().ShouldBe(51);
    }

    [Fact]
    public async Task Speech_arrives_as_it_was_recorded_and_stands_in_the_record_where_it_was_said()
    {
        short[] pcm = [.. Enumerable.Range(0, 400).Select(i => (short)(8000 * Math.Sin(i * 0.3)))];
        var say = new SayAction(new SpeechClip("sine", 8000, pcm), "la");
        var plan = new CallPlan { Steps = [new CallerStep(CallerCue.At(TimeSpan.FromMilliseconds(100)), say)] };
        await using var call = await ManualCall.DialAsync(plan);
        await call.PassAsync(200);
        var heard = new List<byte>();
        while (heard.Count < 1600)
            heard.AddRange(Convert.FromBase64String((string)(await call.Stream.UntilAsync("media"))["media"]!["payload"]!));
        call.Phone.HangUp();
        await call.Stream.ReadToEndAsync();
        CallRecord record = await call.Phone.Completion.Within();

        byte[] encoded = new byte[400];
        MuLaw.Encode(pcm, encoded);
        int at = heard.FindIndex(code => code != 0xFF) / 160 * 160;
        heard.GetRange(at, 400).ShouldBe(encoded);
        record.Said[0].Text.ShouldBe("la");
        int offset = (int)(record.Stream.StartedAt.TotalSeconds * 8000) + at;
        record.CallerAudio.Slice(offset, 400).ToArray().ShouldBe(pcm);
    }

    [Fact]
    public async Task Marks_come_back_when_their_audio_has_been_played()
    {
        await using var call = await ManualCall.DialAsync(new CallPlan());
        await call.Stream.UntilAsync("start");
        await call.Stream.PlayAsync(new byte[800]);
        await call.Stream.MarkAsync("half");
        await call.Stream.PlayAsync(new byte[800]);
        await call.Stream.MarkAsync("end");
        await call.ReceivedAsync(1600);
        await call.PassAsync(100);
        while (!call.Stream.Of("mark").Any()) await call.Stream.NextAsync();
        ((string)call.Stream.Of("mark").Single()["mark"]!["name"]!).ShouldBe("half");
        await call.PassAsync(100);
        while (call.Stream.Of("mark").Count() < 2) await call.Stream.NextAsync();
        call.Phone.HangUp();
        await call.Stream.ReadToEndAsync();
        StreamRecord stream = (await call.Phone.Completion.Within()).Stream;

        stream.Marks.Select(mark => (mark.Name, mark.At - stream.StartedAt, mark.Cleared)).ShouldBe(
            [("half", TimeSpan.FromMilliseconds(100), false), ("end", TimeSpan.FromMilliseconds(200), false)]);
        stream.Runs.Single().ShouldBe(new PlayedRun(stream.StartedAt, 0, 1600));
        stream.MediaMessages.ShouldBe(2);
        stream.UnalignedMedia.ShouldBe(0);
    }

    [Fact]
    public async Task Marks_that_are_lost_are_reached_and_not_told()
    {
        await using var call = await ManualCall.DialAsync(new CallPlan { Faults = new CallFaults { MarksLost = true } });
        await call.Stream.UntilAsync("start");
        await call.Stream.MarkAsync("lost");
        await call.Stream.PlayAsync(new byte[160]);
        await call.ReceivedAsync(160);
        await call.PassAsync(100);
        call.Phone.HangUp();
        await call.Stream.ReadToEndAsync();
        (await call.Phone.Completion.Within()).Stream.Marks.Single().Name.ShouldBe("lost");
        call.Stream.Of("mark").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_webhook_that_is_asked_twice_hears_of_the_same_call()
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        await using PhoneCall phone = await new SimulatedTwilio(server.Options).DialAsync(
            new CallPlan { Faults = new CallFaults { WebhookTwice = true } }, TestContext.Current.CancellationToken);
        phone.HangUp();
        CallRecord record = await phone.Completion.Within();
        server.Posts.Select(post => post.Form["CallSid"]).ShouldBe([record.CallSid, record.CallSid]);
        record.Streams.Count.ShouldBeLessThan(2);
    }

    [Fact]
    public async Task Clear_stops_the_sound_and_gives_the_marks_back()
    {
        await using var call = await ManualCall.DialAsync(new CallPlan());
        await call.Stream.UntilAsync("start");
        await call.Stream.PlayAsync(new byte[8001]);
        await call.Stream.MarkAsync("end");
        await call.ReceivedAsync(8001);
        await call.PassAsync(300);
        await call.Stream.ClearAsync();
        await call.ClearedAsync();
        await call.PassAsync(20);
        while (!call.Stream.Of("mark").Any()) await call.Stream.NextAsync();
        call.Phone.DropLine();
        await call.Stream.ReadToEndAsync();
        CallRecord record = await call.Phone.Completion.Within();

        record.Stream.Marks.Single().Cleared.ShouldBeTrue();
        record.Stream.Clears.Single().Played.ShouldBe(2400);
        record.Stream.Clears.Single().Discarded.ShouldBe(5601);
        record.Stream.Played.ShouldBe(2400);
        record.Stream.UnalignedMedia.ShouldBe(1);
        record.End.ShouldBe(CallEndReason.LineLost);
        record.Stream.End.ShouldBe(StreamEndKind.Aborted);
        call.Stream.IsLost.ShouldBeTrue();
        call.Stream.Of("stop").ShouldBeEmpty();
    }

    [Fact]
    public async Task Messages_that_Twilio_would_not_accept_are_counted_and_reported_once()
    {
        await using var call = await ManualCall.DialAsync(new CallPlan());
        await call.Stream.UntilAsync("start");
        await call.Stream.SendAsync("nonsense");
        await call.Stream.SendAsync("{}");
        await call.Stream.SendAsync("xx", System.Net.WebSockets.WebSocketMessageType.Binary);
        await call.Stream.CloseAsync();
        CallRecord record = await call.Phone.Completion.Within();

        record.Stream.Violations.Select(violation => (violation.Rule, violation.Message)).ShouldBe(
            [("not JSON", "nonsense"), ("no event", "{}"), ("binary message", "xx")]);
        record.Errors.Select(error => error.Code).ShouldBe([31951, 31950]);
    }

    [Fact]
    public async Task Keys_are_told_one_by_one_and_hanging_up_is_a_stop_and_a_close()
    {
        var plan = new CallPlan { Steps = [new CallerStep(CallerCue.AfterPrevious(TimeSpan.Zero), new PressAction("1#")), HangUp(100)] };
        await using var call = await ManualCall.DialAsync(plan);
        Task reading = call.Stream.ReadToEndAsync();
        for (int i = 0; i < 50; i++) await call.PassAsync(20);
        await reading.Within();
        CallRecord record = await call.Phone.Completion.Within();

        call.Stream.Of("dtmf").Select(message => message["dtmf"]!.ToJsonString()).ShouldBe(
            ["""{"track":"inbound_track","digit":"1"}""", """{"track":"inbound_track","digit":"#"}"""]);
        JsonObject stop = call.Stream.Received[^1];
        stop["stop"]!["callSid"]!.GetValue<string>().ShouldBe(record.CallSid);
        call.Stream.Socket.CloseStatus.ShouldBe(System.Net.WebSockets.WebSocketCloseStatus.NormalClosure);
        call.Stream.Received.Skip(1).Select(message => (string?)message["sequenceNumber"])
            .ShouldBe(Enumerable.Range(1, call.Stream.Received.Count - 1).Select(number => $"{number}"));
        record.End.ShouldBe(CallEndReason.CallerHungUp);
        record.Stream.End.ShouldBe(StreamEndKind.Stopped);
    }

    [Fact]
    public async Task A_call_that_lasts_too_long_is_hung_up()
    {
        await using var call = await ManualCall.DialAsync(new CallPlan { MaxDuration = TimeSpan.FromSeconds(3) });
        await call.PassAsync(4000);
        await call.Stream.ReadToEndAsync();

        (await call.Phone.Completion.Within()).End.ShouldBe(CallEndReason.DurationLimit);
    }

    [Fact]
    public async Task A_test_can_speak_press_and_hang_up_at_any_time()
    {
        var events = new List<PhoneEvent>();
        await using var call = await ManualCall.DialAsync(new CallPlan { OnEvent = events.Add });
        await call.Stream.UntilAsync("start");
        call.Phone.Say(new SpeechClip("tone", 8000, Enumerable.Repeat((short)5000, 160).ToArray()), "beep");
        call.Phone.Press("5");
        await call.PassAsync(500);
        await call.Stream.UntilAsync("dtmf");
        call.Phone.HangUp();
        await call.Stream.ReadToEndAsync();
        CallRecord record = await call.Phone.Completion.Within();

        record.Said.Single().Text.ShouldBe("beep");
        events.Select(told => told.GetType().Name).ShouldBe(
            ["WebhookAnswered", "VerbStarted", "StreamStarted", "CallerSpoke", "DigitPressed", "StreamEnded", "CallOver"]);
    }

    [Fact]
    public async Task Faults_of_the_line_happen_as_planned()
    {
        var faults = new CallFaults
        {
            LostFrames = [new LostFrames(TimeSpan.FromMilliseconds(40), 2)],
            MediaStopsAt = TimeSpan.FromMilliseconds(140),
            Messages =
            [
                new InjectedMessage(TimeSpan.FromMilliseconds(20), Encoding.UTF8.GetBytes("garbage")),
                new InjectedMessage(TimeSpan.FromMilliseconds(60), new byte[3], Binary: true),
            ],
            FragmentBytes = 11,
            CallSidInStart = "CAother",
            Parameters = _ => new Dictionary<string, string> { ["token"] = "stolen" },
        };
        await using var call = await ManualCall.DialAsync(new CallPlan { Faults = faults });
        await call.PassAsync(400);
        await call.Stream.UntilAsync("start");
        call.Stream.Frames.ShouldBeGreaterThan(10);
        while ((string?)(await call.Stream.UntilAsync("media"))["media"]!["timestamp"] != "120")
        {
            // Up to the last frame before media stops.
        }

        call.Phone.HangUp();
        await call.Stream.ReadToEndAsync();

        call.Stream.Of("media").Select(message => (string?)message["media"]!["timestamp"]).ShouldBe(["0", "20", "80", "100", "120"]);
        call.Stream.Received.Select(message => (string?)message["event"]).Where(name => name is "garbage" or "binary")
            .ShouldBe(["garbage", "binary"]);
        JsonNode start = call.Stream.Of("start").Single()["start"]!;
        start["callSid"]!.GetValue<string>().ShouldBe("CAother");
        start["customParameters"]!["token"]!.GetValue<string>().ShouldBe("stolen");
    }

    [Fact]
    public async Task A_stranger_on_the_socket_never_starts()
    {
        var plan = new CallPlan { Faults = new CallFaults { NeverStart = true }, MaxDuration = TimeSpan.FromSeconds(60) };
        await using var call = await ManualCall.DialAsync(plan);
        await call.PassAsync(30_000);
        await call.Stream.UntilAsync("connected");
        await call.PassAsync(31_000);
        await call.Stream.ReadToEndAsync();

        call.Stream.Received.Count.ShouldBe(1);
        (await call.Phone.Completion.Within()).End.ShouldBe(CallEndReason.DurationLimit);
    }

    [Fact]
    public async Task A_Twilio_that_stops_reading_still_speaks()
    {
        await using var call = await ManualCall.DialAsync(new CallPlan { Faults = new CallFaults { ReadingStopsAt = TimeSpan.Zero } });
        await call.Stream.UntilAsync("start");
        await call.Stream.PlayAsync(new byte[160]);
        await call.PassAsync(100);
        await call.Stream.UntilAsync("media");
        call.Phone.DropLine();
        await call.Stream.ReadToEndAsync();

        (await call.Phone.Completion.Within()).Stream.Received.ShouldBe(0);
    }

    [Fact]
    public async Task Audio_for_a_server_that_reads_too_slowly_is_thrown_away_and_reported_once()
    {
        bool told = false;
        await using var call = await ManualCall.DialAsync(new CallPlan
        {
            MaxDuration = TimeSpan.FromDays(30),
            KeepAudio = false,
            OnEvent = happened => told |= happened is ErrorReported,
        });
        await call.Stream.UntilAsync("start");
        await call.PassAsync(TimeSpan.FromHours(1).TotalMilliseconds);
        while (!Volatile.Read(ref told))
        {
            await call.Stream.NextAsync();
            call.Skip(3000);
        }

        call.Phone.DropLine();
        await call.Stream.ReadToEndAsync();
        CallRecord record = await call.Phone.Completion.Within();

        record.Errors.Single().Code.ShouldBe(31930);
        record.Stream.FramesSent.ShouldBeLessThan((long)(record.Stream.EndedAt - record.Stream.StartedAt).TotalMilliseconds / 20);
    }

    [Fact]
    public async Task An_unpaced_caller_says_everything_at_once_and_hears_at_once()
    {
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.OnStream = async stream =>
        {
            for (int frame = 0; frame < 100; frame++) await stream.UntilAsync("media");
            await stream.PlayAsync([.. Enumerable.Repeat((byte)0x10, 80_000)]);
            await stream.MarkAsync("end");
            await stream.UntilAsync("mark");
            await stream.UntilAsync("stop");
            stopped.SetResult();
            await stream.ReadToEndAsync();
        };
        var say = new SayAction(new SpeechClip("long", 8000, new short[160 * 50]), "");
        var plan = new CallPlan
        {
            Unpaced = true,
            Steps =
            [
                new CallerStep(CallerCue.AfterPrevious(TimeSpan.Zero), say),
                new CallerStep(CallerCue.AgentSilent(TimeSpan.FromMilliseconds(20)), new HangUpAction()),
            ],
        };
        CallRecord call = await new SimulatedTwilio(server.Options).CallAsync(plan, Ct).Within();

        call.Stream.FramesSent.ShouldBe(100);
        call.Stream.Played.ShouldBe(80_000);
        call.End.ShouldBe(CallEndReason.CallerHungUp);
        await stopped.Task.Within();
    }

    [Fact]
    public async Task A_call_that_is_cancelled_is_a_lost_line()
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        await using RawPhoneServer server = await RawPhoneServer.StartAsync();
        var lost = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        server.OnStream = async stream =>
        {
            await stream.UntilAsync("start");
            await cancelled.CancelAsync();
            await stream.ReadToEndAsync();
            lost.SetResult(stream.IsLost);
        };
        CallRecord call = await new SimulatedTwilio(server.Options).CallAsync(new CallPlan(), cancelled.Token).Within();

        call.End.ShouldBe(CallEndReason.LineLost);
        (await lost.Task.Within()).ShouldBeTrue();
    }

    private static CallerStep HangUp(int afterMs) => new(CallerCue.AfterPrevious(TimeSpan.FromMilliseconds(afterMs)), new HangUpAction());
}
