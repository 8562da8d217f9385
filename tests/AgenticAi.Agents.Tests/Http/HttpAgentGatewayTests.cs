using System.Net;
using System.Net.Sockets;
using System.Text;
using AgenticAi.Agents.Http;
using AgenticAi.Conversations;
using AgenticAi.Testing;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Agents.Tests.Http;

public sealed class HttpAgentGatewayTests : IDisposable
{
    private readonly RecordingLoggerFactory _log = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_is_posted_signed_and_the_answer_is_in_the_response()
    {
        await using AgentServer agent = await AgentServer.StartAsync(200, """{"text":"It is done."}""");
        using HttpAgentGateway gateway = Gateway(agent.Url);
        (await gateway.RunAsync(Tasks.Full, Cancelled).Within()).Text.ShouldBe("It is done.");
        AgentCall call = agent.Calls.ShouldHaveSingleItem();
        call.IsSigned(AgentServer.Secret, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
        call.Type.ShouldBe("task");
        call.Body["text"]!.GetValue<string>().ShouldBe("Do that again");
        call.Body.ContainsKey("callback_url").ShouldBeFalse();
        call.Headers["Idempotency-Key"].ToString().ShouldBe("\"task-1\"");
        call.Headers.ContentType.ToString().ShouldBe("application/json");
        call.Headers.Authorization.ToString().ShouldBe("");
    }

    [Theory]
    [InlineData(400, "no such thing", "The agent refused (400): no such thing")]
    [InlineData(401, "", "The agent does not accept our signature (401): (no reason given)")]
    [InlineData(404, "not here", "The agent refused (404): not here")]
    [InlineData(500, "a\nb", "The agent failed (500): a b")]
    [InlineData(503, "key a-shared-secret-0123 leaked", "The agent failed (503): key (hidden) leaked")]
    [InlineData(204, "", "The agent refused (204): (no reason given)")]
    [InlineData(200, "Done.", "The agent's answer cannot be read: it is not JSON.")]
    [InlineData(200, """{"error":"the restaurant is closed"}""", "The agent could not do it: the restaurant is closed")]
    [InlineData(202, "", "The agent wants to answer later (202), but agent.http.callback_url is not set.")]
    public async Task What_is_no_answer_fails_with_the_reason_and_is_not_asked_again(int status, string body, string message)
    {
        await using AgentServer agent = await AgentServer.StartAsync(status, status == 204 ? "" : body);
        using HttpAgentGateway gateway = Gateway(agent.Url);
        (await FailsAsync(gateway)).Message.ShouldBe(message);
        agent.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using AgentServer elsewhere = await AgentServer.StartAsync(200, """{"text":"mine"}""");
        await using AgentServer agent = await AgentServer.StartAsync((_, context) =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = elsewhere.Url.ToString();
            return Task.CompletedTask;
        });
        using HttpAgentGateway gateway = Gateway(agent.Url);
        (await FailsAsync(gateway)).Message.ShouldContain("redirects (307); redirects are not followed");
        elsewhere.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task An_endless_answer_is_not_read_to_its_end(int status)
    {
        await using AgentServer agent = await AgentServer.StartAsync(async (_, context) =>
        {
            context.Response.StatusCode = status;
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.WriteAsync(new string('x', 4096), context.RequestAborted);
        });
        using HttpAgentGateway gateway = Gateway(agent.Url);
        string message = (await FailsAsync(gateway)).Message;
        if (status == 200) message.ShouldBe("The agent's answer is longer than 65536 bytes.");
        else message.Length.ShouldBeLessThan(600);
    }

    [Fact]
    public async Task The_longest_answer_is_taken()
    {
        string text = new('x', 65_536 - """{"text":""}""".Length);
        await using AgentServer agent = await AgentServer.StartAsync(200, $$"""{"text":"{{text}}"}""");
        using HttpAgentGateway gateway = Gateway(agent.Url);
        (await gateway.RunAsync(Tasks.Full, Cancelled).Within()).Text.ShouldBe(text);
    }

    [Fact]
    public async Task An_agent_that_is_not_there_was_not_asked()
    {
        using HttpAgentGateway gateway = Gateway(new Uri($"http://127.0.0.1:{FreePort()}/?key=in-the-query"));
        string message = (await FailsAsync(gateway)).Message;
        message.ShouldContain("cannot be reached (ConnectionError); nothing was asked");
        message.ShouldNotContain("in-the-query");
        (await gateway.CheckAsync(Cancelled).Within()).IsGood.ShouldBeFalse();
    }

    [Fact]
    public async Task A_connection_lost_in_the_middle_leaves_it_open_and_is_not_tried_again()
    {
        await using AgentServer agent = await AgentServer.StartAsync((_, context) =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using HttpAgentGateway gateway = Gateway(agent.Url);
        (await FailsAsync(gateway)).Message.ShouldContain("it is not known whether it was done");
        agent.Calls.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_task_that_is_not_wanted_any_more_is_cancelled_at_the_agent()
    {
        await using AgentServer agent = await AgentServer.StartAsync((_, context) =>
            Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        using HttpAgentGateway gateway = Gateway(agent.Url);
        using var enough = new CancellationTokenSource();
        Task<AgentAnswer> running = gateway.RunAsync(Tasks.Full, enough.Token);
        await agent.Asked;
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running.Within());
        AgentCall cancel = await agent.Cancelled;
        cancel.IsSigned(AgentServer.Secret, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
        cancel.Body.ToJsonString().ShouldBe("""{"type":"cancel","id":"task-1"}""");
    }

    [Fact]
    public async Task An_answer_may_come_later()
    {
        await using AgentServer agent = await AgentServer.StartAsync((call, context) =>
        {
            call.Body["callback_url"]!.GetValue<string>().ShouldBe("https://voice.example.org/agents/callback/task-1");
            context.Response.StatusCode = 202;
            return Task.CompletedTask;
        });
        using HttpAgentGateway gateway = Gateway(agent.Url, new Uri("https://voice.example.org"));
        Task<AgentAnswer> running = gateway.RunAsync(Tasks.Full, Cancelled);
        await agent.Asked;
        Call(gateway, "task-1", """{"id":"task-1","text":"Later."}""").ShouldBe(CallbackVerdict.Taken);
        (await running.Within()).Text.ShouldBe("Later.");
        Call(gateway, "task-1", """{"id":"task-1","text":"Later."}""").ShouldBe(CallbackVerdict.NotWaitedFor);
    }

    [Fact]
    public async Task An_answer_may_come_before_the_agent_says_that_it_comes_later()
    {
        var answered = new SyncPoint();
        await using AgentServer agent = await AgentServer.StartAsync(async (_, context) =>
        {
            await answered.ArriveAsync(context.RequestAborted);
            context.Response.StatusCode = 202;
        });
        using HttpAgentGateway gateway = Gateway(agent.Url, new Uri("https://voice.example.org"));
        Task<AgentAnswer> running = gateway.RunAsync(Tasks.Full, Cancelled);
        await answered.Arrived;
        Call(gateway, "task-1", """{"id":"task-1","error":"no table left"}""").ShouldBe(CallbackVerdict.Taken);
        answered.Release();
        (await Should.ThrowAsync<AgentException>(running.Within())).Message.ShouldBe("The agent could not do it: no table left");
    }

    [Fact]
    public async Task A_later_answer_that_is_given_up_is_cancelled_and_finds_nobody()
    {
        await using AgentServer agent = await AgentServer.StartAsync(202, "");
        using HttpAgentGateway gateway = Gateway(agent.Url, new Uri("https://voice.example.org"));
        using var enough = new CancellationTokenSource();
        Task<AgentAnswer> running = gateway.RunAsync(Tasks.Full, enough.Token);
        await agent.Asked;
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running.Within());
        (await agent.Cancelled).Body["id"]!.GetValue<string>().ShouldBe("task-1");
        Call(gateway, "task-1", """{"id":"task-1","text":"Too late."}""").ShouldBe(CallbackVerdict.NotWaitedFor);
    }

    [Fact]
    public async Task A_callback_that_is_not_right_changes_nothing()
    {
        await using AgentServer agent = await AgentServer.StartAsync(202, "");
        var time = new ManualTimeProvider();
        using HttpAgentGateway gateway = Gateway(agent.Url, new Uri("https://voice.example.org"), time);
        Task<AgentAnswer> running = gateway.RunAsync(Tasks.Full, Cancelled);
        await agent.Asked;
        const string Body = """{"id":"task-1","text":"Done."}""";
        string now = AgentSignature.Timestamp(time.GetUtcNow());
        byte[] bytes = Encoding.UTF8.GetBytes(Body);
        string right = AgentSignature.Compute(AgentServer.Secret, now, bytes);
        gateway.Callbacks.Take("task-1", null, null, bytes).ShouldBe(CallbackVerdict.NotSigned);
        gateway.Callbacks.Take("task-1", now, right, "{}"u8.ToArray()).ShouldBe(CallbackVerdict.NotSigned);
        gateway.Callbacks.Take("task-1", now, AgentSignature.Compute("another secret", now, bytes), bytes)
            .ShouldBe(CallbackVerdict.NotSigned);
        Call(gateway, "task-1", """{"id":"task-2","text":"Done."}""", time).ShouldBe(CallbackVerdict.Malformed);
        Call(gateway, "task-1", """{"text":"Done."}""", time).ShouldBe(CallbackVerdict.Malformed);
        Call(gateway, "task-1", """{"id":"task-1"}""", time).ShouldBe(CallbackVerdict.Malformed);
        Call(gateway, "task-1", "Done.", time).ShouldBe(CallbackVerdict.Malformed);
        Call(gateway, "task-1", $$"""{"id":"task-1","text":"{{new string('x', 70_000)}}"}""", time).ShouldBe(CallbackVerdict.Malformed);
        Call(gateway, "task-2", """{"id":"task-2","text":"Done."}""", time).ShouldBe(CallbackVerdict.NotWaitedFor);
        time.Advance(TimeSpan.FromSeconds(301));
        gateway.Callbacks.Take("task-1", now, right, bytes).ShouldBe(CallbackVerdict.NotSigned);
        running.IsCompleted.ShouldBeFalse();
        Call(gateway, "task-1", Body, time).ShouldBe(CallbackVerdict.Taken);
        (await running.Within()).Text.ShouldBe("Done.");
    }

    [Fact]
    public async Task The_same_task_is_not_asked_twice_at_once()
    {
        await using AgentServer agent = await AgentServer.StartAsync(202, "");
        using HttpAgentGateway gateway = Gateway(agent.Url, new Uri("https://voice.example.org"));
        Task<AgentAnswer> first = gateway.RunAsync(Tasks.Full, Cancelled);
        await agent.Asked;
        (await FailsAsync(gateway)).Message.ShouldBe("Task task-1 is running already; it is not asked twice.");
        Call(gateway, "task-1", """{"id":"task-1","text":"Once."}""").ShouldBe(CallbackVerdict.Taken);
        (await first.Within()).Text.ShouldBe("Once.");
        agent.Calls.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_look_at_an_agent_asks_it_for_nothing()
    {
        await using AgentServer agent = await AgentServer.StartAsync(200, "{}");
        using HttpAgentGateway gateway = Gateway(agent.Url);
        AgentCheck check = await gateway.CheckAsync(Cancelled).Within();
        check.IsGood.ShouldBeTrue();
        check.Text.ShouldContain("405");
        check.Text.ShouldNotContain("in-the-query");
        agent.Calls.ShouldBeEmpty();
    }

    public void Dispose()
    {
        foreach (LogLine line in _log.Lines) line.ToString().ShouldNotContain(AgentServer.Secret);
        _log.ShouldHaveNoErrors();
    }

    private HttpAgentGateway Gateway(Uri url, Uri? callback = null, TimeProvider? time = null) => new(
        new HttpAgentOptions(url, AgentServer.Secret) { CallbackUrl = callback }, time ?? TimeProvider.System, _log.CreateLogger("agent"));

    private static async Task<AgentException> FailsAsync(HttpAgentGateway gateway)
    {
        AgentException error = await Should.ThrowAsync<AgentException>(gateway.RunAsync(Tasks.Full, Cancelled).Within());
        error.ToString().ShouldNotContain(AgentServer.Secret);
        error.Message.ShouldNotContain("in-the-query");
        return error;
    }

    private static CallbackVerdict Call(HttpAgentGateway gateway, string taskId, string body, TimeProvider? time = null)
    {
        string now = AgentSignature.Timestamp((time ?? TimeProvider.System).GetUtcNow());
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        return gateway.Callbacks.Take(taskId, now, AgentSignature.Compute(AgentServer.Secret, now, bytes), bytes);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
