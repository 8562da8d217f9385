using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using AgenticAi.Simulation.OpenClaw;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests.OpenClaw;

/// <summary>The simulated gateway as any client sees it, byte by byte: it must be as strict as the real one.</summary>
public sealed class SimulatedOpenClawTests
{
    private const string Connect = """
        {"type":"req","id":"1","method":"connect","params":{"minProtocol":3,"maxProtocol":4,
        "client":{"id":"gateway-client","version":"1","platform":"linux","mode":"backend"},
        "role":"operator","scopes":["operator.read","operator.write"],"auth":{"token":"T"}}}
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_challenges_lets_in_and_tells_a_run_by_events()
    {
        await using SimulatedOpenClaw claw = await StartAsync();
        using ClientWebSocket socket = await OpenAsync(claw);
        JsonNode challenge = await ReceiveAsync(socket);
        challenge["event"]!.GetValue<string>().ShouldBe("connect.challenge");
        challenge["payload"]!["nonce"]!.GetValue<string>().ShouldNotBeEmpty();
        await SendAsync(socket, Connect);
        JsonNode hello = await ReceiveAsync(socket);
        hello["ok"]!.GetValue<bool>().ShouldBeTrue();
        hello["payload"]!["type"]!.GetValue<string>().ShouldBe("hello-ok");
        hello["payload"]!["protocol"]!.GetValue<int>().ShouldBe(4);
        hello["payload"]!["policy"]!["tickIntervalMs"]!.GetValue<int>().ShouldBe(15_000);

        await SendAsync(socket, Request("2", "chat.send", """{"sessionKey":"s","message":"Hello","idempotencyKey":"run"}"""));
        (await ReceiveAsync(socket))["payload"]!.ToJsonString().ShouldBe("""{"runId":"run","status":"started"}""");
        List<string> states = [];
        JsonNode last;
        do
        {
            last = await ReceiveAsync(socket);
            if (last["event"]!.GetValue<string>() == "chat") states.Add(last["payload"]!["state"]!.GetValue<string>());
        }
        while (states is not [.., "final"]);
        states.ShouldBe(["delta", "delta", "final"]);
        last["payload"]!["message"]!["content"]![0]!["text"]!.GetValue<string>().ShouldBe("It was done.\nYes.");

        await SendAsync(socket, Request("3", "chat.send", """{"sessionKey":"s","message":"Hello","idempotencyKey":"run"}"""));
        (await ReceiveAsync(socket))["payload"]!["status"]!.GetValue<string>().ShouldBe("ok", "a key that it has is not run again");
        await SendAsync(socket, Request("4", "agent.wait", """{"runId":"run","timeoutMs":0}"""));
        (await ReceiveAsync(socket))["payload"]!["status"]!.GetValue<string>().ShouldBe("ok");
        await SendAsync(socket, Request("5", "agent.wait", """{"runId":"other","timeoutMs":0}"""));
        (await ReceiveAsync(socket))["payload"]!.ToJsonString()
            .ShouldBe("""{"runId":"other","status":"timeout","timeoutPhase":"queue","providerStarted":false}""");
        await SendAsync(socket, Request("6", "chat.history", """{"sessionKey":"s","limit":10}"""));
        JsonArray messages = (await ReceiveAsync(socket))["payload"]!["messages"]!.AsArray();
        messages.Select(message => message!["role"]!.GetValue<string>()).ShouldBe(["user", "assistant"]);
        claw.Runs.ShouldHaveSingleItem().Asked.ShouldBe(2);
    }

    [Theory]
    [InlineData("hello", 1008, "invalid request frame")]
    [InlineData("""{"type":"req","id":"1","method":"chat.send","params":{}}""", 1008, "invalid handshake: first request must be connect")]
    [InlineData(
        """{"type":"req","id":"1","method":"connect","params":{"minProtocol":4}}""", 1008,
        "invalid connect params: must have required property 'maxProtocol'")]
    public async Task What_does_not_begin_with_connect_is_turned_away(string first, int code, string reason) =>
        await TurnedAwayAsync(first, code, reason);

    [Theory]
    [InlineData("\"T\"", "\"wrong\"", 1008, "unauthorized: gateway token mismatch (provide gateway auth token)")]
    [InlineData("\"token\":\"T\"", "", 1008, "unauthorized: gateway token missing (provide gateway auth token)")]
    [InlineData("\"maxProtocol\":4", "\"maxProtocol\":3", 1002, "protocol mismatch")]
    [InlineData(
        "\"gateway-client\"", "\"agenticai\"", 1008, "invalid connect params: /client/id: must be equal to one of the allowed values")]
    [InlineData("\"backend\"", "\"server\"", 1008, "invalid connect params: /client/mode: must be equal to one of the allowed values")]
    [InlineData("\"role\"", "\"rule\"", 1008, "invalid connect params: unexpected property 'rule'")]
    public async Task A_connect_that_is_not_in_order_is_turned_away(string part, string instead, int code, string reason) =>
        await TurnedAwayAsync(Connect.Replace(part, instead, StringComparison.Ordinal), code, reason);

    [Theory]
    [InlineData(
        "chat.send", """{"sessionKey":"s","message":"Hello"}""", "invalid chat.send params: must have required property 'idempotencyKey'")]
    [InlineData(
        "chat.send", """{"sessionKey":"s","message":"Hello","idempotencyKey":"k","to":"x"}""",
        "invalid chat.send params: unexpected property 'to'")]
    [InlineData("chat.send", """{"sessionKey":"s","message":"a\u0000b","idempotencyKey":"k"}""", "message must not contain null bytes")]
    [InlineData("chat.forget", "{}", "unknown method: chat.forget")]
    public async Task A_request_that_is_not_in_order_is_refused(string method, string parameters, string message)
    {
        await using SimulatedOpenClaw claw = await StartAsync();
        using ClientWebSocket socket = await EnterAsync(claw);
        await SendAsync(socket, Request("2", method, parameters));
        JsonNode answer = await ReceiveAsync(socket);
        answer["ok"]!.GetValue<bool>().ShouldBeFalse();
        answer["error"]!.ToJsonString().ShouldBe(new JsonObject { ["code"] = "INVALID_REQUEST", ["message"] = message }.ToJsonString());
        claw.Runs.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_comes_from_elsewhere_is_let_in_without_rights()
    {
        await using SimulatedOpenClaw claw = await StartAsync(options => options with { TreatsAsRemote = true });
        using ClientWebSocket socket = await EnterAsync(claw);
        await SendAsync(socket, Request("2", "chat.send", """{"sessionKey":"s","message":"Hello","idempotencyKey":"k"}"""));
        (await ReceiveAsync(socket))["error"]!["message"]!.GetValue<string>().ShouldBe("missing scope: operator.write");
    }

    [Fact]
    public async Task Only_the_connection_that_asked_may_abort()
    {
        var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using SimulatedOpenClaw claw = await StartAsync(
            options => options with { Agent = _ => new ClawReply("Hm.") { Before = never.Task } });
        using ClientWebSocket first = await EnterAsync(claw);
        using ClientWebSocket second = await EnterAsync(claw);
        await SendAsync(first, Request("2", "chat.send", """{"sessionKey":"s","message":"Hello","idempotencyKey":"k"}"""));
        await claw.RunAsync(0, Cancelled).Within();
        string abort = Request("3", "chat.abort", """{"sessionKey":"s","runId":"k"}""");
        string elsewhere = Request("4", "chat.abort", """{"sessionKey":"other","runId":"k"}""");
        (await AskAsync(second, abort))["error"]!["message"]!.GetValue<string>().ShouldBe("unauthorized");
        (await AskAsync(first, elsewhere))["error"]!["message"]!.GetValue<string>().ShouldBe("runId does not match sessionKey");
        (await AskAsync(first, abort))["payload"]!["aborted"]!.GetValue<bool>().ShouldBeTrue();
        (await AskAsync(first, abort))["payload"]!["aborted"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task It_ticks()
    {
        await using SimulatedOpenClaw claw = await StartAsync(options => options with { TickInterval = TimeSpan.FromMilliseconds(5) });
        using ClientWebSocket socket = await EnterAsync(claw);
        JsonNode tick = await ReceiveAsync(socket);
        tick["event"]!.GetValue<string>().ShouldBe("tick");
        tick["seq"]!.GetValue<int>().ShouldBe(1);
    }

    private static Task<SimulatedOpenClaw> StartAsync(Func<SimulatedOpenClawOptions, SimulatedOpenClawOptions>? change = null)
    {
        var options = new SimulatedOpenClawOptions { Token = "T", Agent = _ => new ClawReply("It was done.\nYes.") };
        return SimulatedOpenClaw.StartAsync(change?.Invoke(options) ?? options, Cancelled);
    }

    private static async Task TurnedAwayAsync(string first, int code, string reason)
    {
        await using SimulatedOpenClaw claw = await StartAsync();
        using ClientWebSocket socket = await OpenAsync(claw);
        await ReceiveAsync(socket);
        await SendAsync(socket, first);
        byte[] buffer = new byte[4096];
        ValueWebSocketReceiveResult result;
        do result = await socket.ReceiveAsync(buffer.AsMemory(), Cancelled).Within();
        while (result.MessageType != WebSocketMessageType.Close);
        ((int?)socket.CloseStatus).ShouldBe(code);
        socket.CloseStatusDescription.ShouldBe(reason);
        claw.OpenConnections.ShouldBe(0);
    }

    private static async Task<ClientWebSocket> OpenAsync(SimulatedOpenClaw claw)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(claw.Url, Cancelled);
        return socket;
    }

    private static async Task<ClientWebSocket> EnterAsync(SimulatedOpenClaw claw)
    {
        ClientWebSocket socket = await OpenAsync(claw);
        await ReceiveAsync(socket);
        await SendAsync(socket, Connect);
        (await ReceiveAsync(socket))["ok"]!.GetValue<bool>().ShouldBeTrue();
        return socket;
    }

    private static string Request(string id, string method, string parameters) =>
        $$"""{"type":"req","id":"{{id}}","method":"{{method}}","params":{{parameters}}}""";

    /// <summary>The response, behind whatever events come first.</summary>
    private static async Task<JsonNode> AskAsync(ClientWebSocket socket, string request)
    {
        await SendAsync(socket, request);
        JsonNode frame;
        do frame = await ReceiveAsync(socket);
        while (frame["type"]!.GetValue<string>() != "res" || frame["id"]!.ToString() != JsonNode.Parse(request)!["id"]!.ToString());
        return frame;
    }

    private static async Task SendAsync(ClientWebSocket socket, string text) =>
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, Cancelled);

    private static async Task<JsonNode> ReceiveAsync(ClientWebSocket socket)
    {
        byte[] buffer = new byte[64 * 1024];
        int length = 0;
        ValueWebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer.AsMemory(length), Cancelled).Within();
            length += result.Count;
        }
        while (!result.EndOfMessage);
        return JsonNode.Parse(buffer.AsSpan(0, length))!;
    }
}
