using System.Net;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests.Realtime;

public sealed class HandshakeTests
{
    [Fact]
    public async Task The_first_event_is_the_session_with_its_defaults()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);

        JsonObject created = (await client.NextAsync())!;

        created["type"]!.GetValue<string>().ShouldBe("session.created");
        JsonNode session = created["session"]!;
        session["object"]!.GetValue<string>().ShouldBe("realtime.session");
        session["model"]!.GetValue<string>().ShouldBe("gpt-realtime-2.1");
        session["audio"]!["input"]!["format"]!["type"]!.GetValue<string>().ShouldBe("audio/pcm");
        session["audio"]!["input"]!["turn_detection"]!["silence_duration_ms"]!.GetValue<int>().ShouldBe(500);
        session["audio"]!["output"]!["voice"]!.GetValue<string>().ShouldBe("alloy");
    }

    [Theory]
    [InlineData("wrong", "gpt-realtime-2.1", false, "invalid_api_key", 3000)]
    [InlineData("key", "gpt-unheard-of", false, "model_not_found", 4000)]
    [InlineData("key", "", false, "missing_model", 4000)]
    [InlineData("key", "gpt-realtime-2.1", true, "beta_api_shape_disabled", 4000)]
    public async Task A_client_that_is_not_welcome_is_told_why_and_closed(string key, string model, bool beta, string code, int closeCode)
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = beta
            ? await RawRealtimeClient.ConnectAsync(server.Url, key, model, ("OpenAI-Beta", "realtime=v1"))
            : await RawRealtimeClient.ConnectAsync(server.Url, key, model);

        (await client.UntilAsync("error"))["error"]!["code"]!.GetValue<string>().ShouldBe(code);
        (await client.NextAsync()).ShouldBeNull();
        ((int?)client.Socket.CloseStatus).ShouldBe(closeCode);
        client.Types.ShouldNotContain("session.created");
        server.Sessions.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_without_a_key_is_refused_with_401()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();

        (await StatusAsync(server, key: "")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Connections_can_be_refused_reset_or_slowed_one_by_one()
    {
        var clock = new ManualTimeProvider();
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with
        {
            Time = clock,
            Handshake = attempt => attempt switch
            {
                0 => Handshake.Refuse(503),
                1 => new Handshake { Reset = true },
                2 => Handshake.Slow(TimeSpan.FromMinutes(1)),
                _ => Handshake.Accept,
            },
        });

        (await StatusAsync(server, "key")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(server, "key")).ShouldBe((HttpStatusCode)0);
        Task<RawRealtimeClient> slow = RawRealtimeClient.ConnectAsync(server.Url);
        await clock.WhenArmedAsync();
        using RawRealtimeClient prompt = await RawRealtimeClient.ConnectAsync(server.Url);
        slow.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromMinutes(1));
        using RawRealtimeClient late = await slow.Within();
        (await late.NextAsync())!["type"]!.GetValue<string>().ShouldBe("session.created");
        server.Attempts.ShouldBe(4);
    }

    [Theory]
    [InlineData("gpt-realtime", "key", HttpStatusCode.OK, "\"shutdown_date\":\"2027-01-20\"")]
    [InlineData("gpt-realtime-2.1", "key", HttpStatusCode.OK, "\"shutdown_date\":null")]
    [InlineData("gpt-unheard-of", "key", HttpStatusCode.NotFound, "model_not_found")]
    [InlineData("gpt-realtime", "wrong", HttpStatusCode.Unauthorized, "invalid_api_key")]
    public async Task Models_tell_when_they_are_shut_down(string model, string key, HttpStatusCode status, string content)
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{server.Url.Authority}/v1/models/{model}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);

        using HttpResponseMessage response = await http.SendAsync(request, TestContext.Current.CancellationToken).Within();

        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(content);
    }

    private static async Task<HttpStatusCode> StatusAsync(SimulatedRealtimeServer server, string key)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (key.Length > 0) socket.Options.SetRequestHeader("Authorization", "Bearer " + key);
        await Should.ThrowAsync<WebSocketException>(
            () => socket.ConnectAsync(new Uri(server.Url + "?model=gpt-realtime-2.1"), CancellationToken.None).Within());
        return socket.HttpStatusCode;
    }
}
