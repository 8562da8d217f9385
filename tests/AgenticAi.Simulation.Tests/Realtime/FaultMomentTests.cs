using System.Net.WebSockets;
using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests.Realtime;

/// <summary>Faults at the moments of a session, and of one client alone.</summary>
public sealed class FaultMomentTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    private static readonly (string, string) TraceParent = ("traceparent", $"00-{Trace}-b7ad6b7169203331-01");

    [Fact]
    public async Task A_client_is_known_by_its_trace_and_received_in_its_own_way()
    {
        var arrivals = new List<RealtimeArrival>();
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with
        {
            Reception = arrival =>
            {
                arrivals.Add(arrival);
                return arrival.TraceId == Trace ? new Reception(Handshake.Refuse(503), []) : null;
            },
        });
        await Should.ThrowAsync<WebSocketException>(() => RawRealtimeClient.ConnectAsync(server.Url, headers: TraceParent));
        using RawRealtimeClient other = await RawRealtimeClient.ConnectAsync(server.Url);
        await other.UntilAsync("session.created");
        arrivals.ShouldBe([new RealtimeArrival(0, Trace), new RealtimeArrival(1, null)]);
    }

    [Fact]
    public async Task Nothing_is_said_before_a_fault_at_the_opening()
    {
        var happened = new List<RealtimeFault>();
        await using SimulatedRealtimeServer server = await StartAsync(new AtOpening(), new RawTextFault("nonsense"), happened.Add);
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url, headers: TraceParent);
        (await client.NextTextAsync()).ShouldBe("nonsense");
        happened.ShouldBe([new RawTextFault("nonsense")]);
    }

    [Fact]
    public async Task A_fault_comes_before_the_answer_to_the_event_that_it_waits_for()
    {
        await using SimulatedRealtimeServer server = await StartAsync(
            new AtClientEvent("input_audio_buffer.clear", Number: 2), new ErrorEventFault("server_error"));
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url, headers: TraceParent);
        for (int i = 0; i < 2; i++) await client.SendAsync("""{"type":"input_audio_buffer.clear"}""");
        await client.UntilAsync("error");
        client.Types.ShouldBe(["session.created", "input_audio_buffer.cleared", "error"]);
        await client.UntilAsync("input_audio_buffer.cleared");
    }

    [Fact]
    public async Task A_fault_at_a_response_comes_before_anything_of_it_is_made()
    {
        await using SimulatedRealtimeServer server = await StartAsync(new AtResponse(2), new FailResponseFault("server_error"));
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url, headers: TraceParent);
        for (int i = 0; i < 2; i++)
        {
            await client.SendAsync("""{"type":"response.create"}""");
            await client.UntilAsync("response.done");
        }

        JsonObject[] done = [.. client.Received.Where(message => (string)message["type"]! == "response.done")];
        done.Select(message => (string)message["response"]!["status"]!).ShouldBe(["completed", "failed"]);
        done[1]["response"]!["output"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deaf_server_leaves_a_goodbye_without_an_answer()
    {
        await using SimulatedRealtimeServer server = await StartAsync(new AtGoodbye(), new SilenceFault(Deaf: true));
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url, headers: TraceParent);
        await client.UntilAsync("session.created");
        await client.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken).Within();
        Task<string?> answer = client.NextTextAsync();
        server.OpenSessions.ShouldBe(1);
        client.Socket.Abort();
        await Should.ThrowAsync<Exception>(() => answer.Within());
        await server.AllClosedAsync(TestContext.Current.CancellationToken).Within();
    }

    [Fact]
    public async Task Messages_come_twice()
    {
        await using SimulatedRealtimeServer server = await StartAsync(new AtOpening(), new RepeatFault(Messages: 1));
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url, headers: TraceParent);
        await client.SendAsync("""{"type":"input_audio_buffer.clear"}""");
        await client.UntilAsync("input_audio_buffer.cleared");
        client.Types.ShouldBe(["session.created", "session.created", "input_audio_buffer.cleared"]);
        client.Received[0].ToJsonString().ShouldBe(client.Received[1].ToJsonString());
    }

    [Fact]
    public async Task What_was_held_back_comes_later_and_in_order()
    {
        var time = new ManualTimeProvider();
        await using SimulatedRealtimeServer server =
            await StartAsync(new AtClientEvent("session.update"), new StallFault(TimeSpan.FromSeconds(3)), time: time);
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url, headers: TraceParent);
        await client.UntilAsync("session.created");
        await client.SendAsync("""{"type":"session.update","session":{"type":"realtime","instructions":"x"}}""");
        await client.SendAsync("""{"type":"input_audio_buffer.clear"}""");
        Task<JsonObject> cleared = client.UntilAsync("input_audio_buffer.cleared");
        RealtimeSession session = await server.SessionAsync(0, TestContext.Current.CancellationToken);
        await session.WaitAsync(known => known.ClientEvents.Count == 2, TestContext.Current.CancellationToken).Within();
        cleared.IsCompleted.ShouldBeFalse();
        // The end of the session is one timer, the pause the other.
        await time.WhenArmedAsync(2);
        time.Advance(TimeSpan.FromSeconds(3));
        await cleared.Within();
        client.Types.ShouldBe(["session.created", "session.updated", "input_audio_buffer.cleared"]);
    }

    private static Task<SimulatedRealtimeServer> StartAsync(
        FaultTrigger moment, RealtimeFault fault, Action<RealtimeFault>? onFault = null, TimeProvider? time = null) =>
        RealtimeFixture.StartAsync(options => options with
        {
            Reception = arrival => arrival.TraceId == Trace
                ? new Reception(Handshake.Accept, [new FaultPlan(moment, fault)]) { OnFault = onFault }
                : null,
            Time = time ?? TimeProvider.System,
        });
}
