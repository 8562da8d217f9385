using System.Net.WebSockets;
using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests.Realtime;

public sealed class FaultTests
{
    [Fact]
    public async Task A_drop_closes_with_the_wanted_code()
    {
        (SimulatedRealtimeServer server, RawRealtimeClient client) = await BeginAsync(new DropFault(1011, "sorry"));
        await using SimulatedRealtimeServer _ = server;
        using RawRealtimeClient __ = client;

        (await client.NextAsync()).ShouldBeNull();

        ((int?)client.Socket.CloseStatus).ShouldBe(1011);
        client.Socket.CloseStatusDescription.ShouldBe("sorry");
    }

    [Fact]
    public async Task A_reset_takes_the_connection_down_without_a_close_frame()
    {
        (SimulatedRealtimeServer server, RawRealtimeClient client) = await BeginAsync(new ResetFault());
        await using SimulatedRealtimeServer _ = server;
        using RawRealtimeClient __ = client;

        await Should.ThrowAsync<WebSocketException>(() => client.NextAsync());
        (await server.Sessions[0].Completion.Within()).CloseCode.ShouldBeNull();
        server.OpenSessions.ShouldBe(0);
    }

    [Fact]
    public async Task A_silent_server_reads_but_says_nothing()
    {
        (SimulatedRealtimeServer server, RawRealtimeClient client) = await BeginAsync(new SilenceFault());
        await using SimulatedRealtimeServer _ = server;
        using RawRealtimeClient __ = client;

        await client.SendAsync("""{"type":"response.create"}""");
        await server.Sessions[0]
            .WaitAsync(session => session.Responses is [{ Status: "completed" }], TestContext.Current.CancellationToken).Within();
        client.Socket.Abort();
        await server.Sessions[0].Completion.Within();

        client.Types.ShouldBe(["session.created"]);
    }

    [Fact]
    public async Task A_deaf_server_does_not_even_read()
    {
        (SimulatedRealtimeServer server, RawRealtimeClient client) = await BeginAsync(new SilenceFault(Deaf: true));
        await using SimulatedRealtimeServer _ = server;
        using RawRealtimeClient __ = client;

        for (int i = 0; i < 3; i++) await client.SendAsync("""{"type":"response.create"}""");
        client.Socket.Abort();
        await server.Sessions[0].Completion.Within();

        server.Sessions[0].ClientEvents.Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task An_error_event_has_the_wanted_code()
    {
        (SimulatedRealtimeServer server, RawRealtimeClient client) =
            await BeginAsync(new ErrorEventFault("insufficient_quota", "No money."));
        await using SimulatedRealtimeServer _ = server;
        using RawRealtimeClient __ = client;

        JsonNode error = (await client.UntilAsync("error"))["error"]!;

        error["code"]!.GetValue<string>().ShouldBe("insufficient_quota");
        error["message"]!.GetValue<string>().ShouldBe("No money.");
    }

    [Fact]
    public async Task A_response_can_fail_on_its_way_and_the_next_one_is_whole()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with
        {
            Faults = [new FaultPlan(new InResponse(1, TimeSpan.Zero), new FailResponseFault("rate_limit_exceeded", "Too fast."))],
        });
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        JsonNode failed = (await client.UntilAsync("response.done"))["response"]!;
        await client.SendAsync("""{"type":"response.create"}""");
        JsonNode next = (await client.UntilAsync("response.done"))["response"]!;

        failed["status"]!.GetValue<string>().ShouldBe("failed");
        failed["status_details"]!["error"]!["code"]!.GetValue<string>().ShouldBe("rate_limit_exceeded");
        failed["output"]![0]!["status"]!.GetValue<string>().ShouldBe("incomplete");
        next["status"]!.GetValue<string>().ShouldBe("completed");
    }

    [Fact]
    public async Task Garbage_is_sent_as_it_is()
    {
        (SimulatedRealtimeServer server, RawRealtimeClient client) = await BeginAsync(new RawTextFault("not JSON"));
        await using SimulatedRealtimeServer _ = server;
        using RawRealtimeClient __ = client;

        (await client.NextTextAsync()).ShouldBe("not JSON");
    }

    [Fact]
    public async Task An_unknown_event_is_well_formed()
    {
        (SimulatedRealtimeServer server, RawRealtimeClient client) = await BeginAsync(new UnknownEventFault());
        await using SimulatedRealtimeServer _ = server;
        using RawRealtimeClient __ = client;

        (await client.NextAsync())!["type"]!.GetValue<string>().ShouldBe("response.holographic_video.delta");
    }

    [Fact]
    public async Task Binary_half_and_oversized_messages_are_what_they_are_called()
    {
        (SimulatedRealtimeServer server, RawRealtimeClient client) = await BeginAsync(new BinaryFault());
        await using SimulatedRealtimeServer _ = server;
        using RawRealtimeClient __ = client;
        var buffer = new byte[200_000];
        (await client.Socket.ReceiveAsync(buffer, CancellationToken.None).Within()).MessageType.ShouldBe(WebSocketMessageType.Binary);
        server.Sessions[0].Inject(new OversizedFault(100_000));
        (await client.NextTextAsync())!.Length.ShouldBeGreaterThan(100_000);
        server.Sessions[0].Inject(new HalfMessageFault());
        await Should.ThrowAsync<WebSocketException>(async () =>
        {
            // The reset may overtake the half that was sent before it.
            WebSocketReceiveResult half = await client.Socket.ReceiveAsync(buffer, CancellationToken.None).Within();
            half.EndOfMessage.ShouldBeFalse();
            await client.Socket.ReceiveAsync(buffer, CancellationToken.None).Within();
        });
    }

    [Fact]
    public async Task Fragmented_messages_come_in_small_frames()
    {
        (SimulatedRealtimeServer server, RawRealtimeClient client) = await BeginAsync(new FragmentFault(5));
        await using SimulatedRealtimeServer _ = server;
        using RawRealtimeClient __ = client;
        await client.SendAsync("""{"type":"input_audio_buffer.clear"}""");

        WebSocketReceiveResult first = await client.Socket.ReceiveAsync(new byte[1000], CancellationToken.None).Within();

        first.Count.ShouldBe(5);
        first.EndOfMessage.ShouldBeFalse();
    }

    [Fact]
    public async Task A_session_ends_after_its_lifetime_with_an_error_and_1001()
    {
        var clock = new ManualTimeProvider();
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with { Time = clock });
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        JsonObject created = await client.UntilAsync("session.created");
        created["session"]!["expires_at"]!.GetValue<long>().ShouldBe((clock.GetUtcNow() + TimeSpan.FromMinutes(60)).ToUnixTimeSeconds());
        clock.Advance(TimeSpan.FromMinutes(60));

        JsonNode error = (await client.UntilAsync("error"))["error"]!;
        error["code"]!.GetValue<string>().ShouldBe("session_expired");
        error["message"]!.GetValue<string>().ShouldBe("Your session hit the maximum duration of 60 minutes.");
        (await client.NextAsync()).ShouldBeNull();
        ((int?)client.Socket.CloseStatus).ShouldBe(1001);
    }

    [Fact]
    public async Task A_client_that_does_not_answer_a_close_frame_is_cut_off()
    {
        var clock = new ManualTimeProvider();
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with { Time = clock });
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        RealtimeSession session = await server.SessionAsync(0, TestContext.Current.CancellationToken);
        session.Inject(new DropFault());
        clock.Advance(TimeSpan.FromSeconds(5));

        (await session.Completion.Within()).ByClient.ShouldBeFalse();
    }

    [Fact]
    public async Task Faults_happen_at_their_moments_in_their_sessions()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with
        {
            DeltaBytes = [9600],
            Faults =
            [
                new FaultPlan(new InResponse(1, TimeSpan.FromMilliseconds(400)), new DropFault(4001)),
                new FaultPlan(new AtUtterance(1), new DropFault(4002), Session: 1),
                new FaultPlan(new AtTime(TimeSpan.Zero), new DropFault(4003), Session: 2),
            ],
        });
        using RawRealtimeClient first = await RawRealtimeClient.ConnectAsync(server.Url);
        using RawRealtimeClient second = await RawRealtimeClient.ConnectAsync(server.Url);
        using RawRealtimeClient third = await RawRealtimeClient.ConnectAsync(server.Url);
        await first.SendAsync("""{"type":"response.create","response":{"instructions":"Say a long sentence, long enough for a fault."}}""");
        await RealtimeFixture.SpeakAsync(second, "caller-hello");

        while (await first.NextAsync() is not null) { }
        while (await second.NextAsync() is not null) { }
        while (await third.NextAsync() is not null) { }

        ((int?)first.Socket.CloseStatus).ShouldBe(4001);
        first.Types.Count(type => type == "response.output_audio.delta").ShouldBe(2);
        ((int?)second.Socket.CloseStatus).ShouldBe(4002);
        second.Types.ShouldNotContain("input_audio_buffer.committed");
        ((int?)third.Socket.CloseStatus).ShouldBe(4003);
    }

    [Fact]
    public async Task Sessions_do_not_disturb_each_other_and_old_ones_are_forgotten()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with { KeptSessions = 2 });
        RawRealtimeClient[] clients = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RawRealtimeClient.ConnectAsync(server.Url)));
        await Task.WhenAll(clients.Select(async client =>
        {
            await RealtimeFixture.SpeakAsync(client, "caller-hello");
            (await client.TranscriptAsync()).ShouldBe("Yes, I am here.");
        }));
        server.OpenSessions.ShouldBe(20);
        RealtimeSession[] sessions = [.. server.Sessions];
        foreach (RawRealtimeClient client in clients) client.Dispose();
        await Task.WhenAll(sessions.Select(session => session.Completion)).Within();
        await server.AllClosedAsync(TestContext.Current.CancellationToken).Within();

        server.Sessions.Count.ShouldBe(2);
        sessions.Select(session => session.Items.Count).Distinct().ShouldBe([2]);
    }

    private static async Task<(SimulatedRealtimeServer Server, RawRealtimeClient Client)> BeginAsync(RealtimeFault fault)
    {
        SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UntilAsync("session.created");
        (await server.SessionAsync(0, TestContext.Current.CancellationToken)).Inject(fault);
        return (server, client);
    }
}
