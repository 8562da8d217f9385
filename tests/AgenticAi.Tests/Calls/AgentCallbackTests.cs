using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AgenticAi.Agents.Http;
using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Simulation.OpenClaw;
using AgenticAi.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Tests.Calls;

/// <summary><c>POST /agents/callback/{taskId}</c> of the real server, from an agent that answers later.</summary>
public sealed class AgentCallbackTests : IAsyncLifetime
{
    private const string Secret = "a-shared-secret-0123";
    private const string Answer = """{"id":"task-1","text":"Later."}""";

    private static readonly AgentTask Request = new("task-1", "CA1", "caller-1", "+14155550123", "Do it", [], ConversationMemory.None);

    private readonly TaskCompletionSource<JsonObject> _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication _agent;

    public AgentCallbackTests()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _agent = builder.Build();
        _agent.MapPost("/", async (HttpContext context) =>
        {
            _asked.TrySetResult((await JsonNode.ParseAsync(context.Request.Body))!.AsObject());
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        });
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _agent.StartAsync(Cancelled);

    public ValueTask DisposeAsync() => _agent.DisposeAsync();

    [Fact]
    public async Task An_answer_that_comes_later_is_taken_once_and_only_signed()
    {
        await using Exchange exchange = await OpenAsync();
        var gateway = exchange.Server.Services.GetRequiredService<IAgentGateway>();
        Task<AgentAnswer> running = gateway.RunAsync(Request, Cancelled);
        string callback = (await _asked.Task.Within())["callback_url"]!.GetValue<string>();
        callback.ShouldBe("http://voice.example.org/agents/callback/task-1");
        string path = new Uri(callback).AbsolutePath;

        (await PostAsync(exchange, path, Answer, "another-secret-0123")).ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(exchange, path, """{"id":"task-2","text":"Later."}""")).ShouldBe(HttpStatusCode.BadRequest);
        (await PostAsync(exchange, path, new string('x', 65_537))).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await PostAsync(exchange, "/agents/callback/task-2", """{"id":"task-2","text":"Later."}""")).ShouldBe(HttpStatusCode.NotFound);
        running.IsCompleted.ShouldBeFalse();
        (await PostAsync(exchange, path, Answer)).ShouldBe(HttpStatusCode.NoContent);
        (await running.Within()).Text.ShouldBe("Later.");
        (await PostAsync(exchange, path, Answer)).ShouldBe(HttpStatusCode.NotFound);
        exchange.Log.Lines.ShouldAllBe(line => !line.Message.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_such_an_agent_there_is_no_such_route()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        exchange.Server.Services.GetService<IAgentGateway>().ShouldBeNull();
        (await PostAsync(exchange, "/agents/callback/task-1", Answer)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_connection_to_an_agent_ends_with_the_server()
    {
        await using SimulatedOpenClaw claw = await SimulatedOpenClaw.StartAsync(new SimulatedOpenClawOptions(), Cancelled);
        IAgentGateway gateway;
        await using (Exchange exchange = await Exchange.OpenAsync(config: config => config with
        {
            Agent = new AgentConfig { Gateway = AgentGatewaySetting.OpenClaw, OpenClaw = new OpenClawAgentConfig { Url = claw.Url } },
        }))
        {
            gateway = exchange.Server.Services.GetRequiredService<IAgentGateway>();
            (await gateway.RunAsync(Request, Cancelled).Within()).Text.ShouldBe("It is done.");
        }

        (await Should.ThrowAsync<AgentException>(gateway.RunAsync(Request, Cancelled).Within())).Message.ShouldContain("we are stopping");
    }

    private Task<Exchange> OpenAsync() => Exchange.OpenAsync(config: config => config with
    {
        Agent = new AgentConfig
        {
            Gateway = AgentGatewaySetting.Http,
            Http = new HttpAgentConfig
            {
                Url = new Uri(_agent.Urls.First()),
                Secret = new Secret(Secret),
                CallbackUrl = new Uri("http://voice.example.org"),
            },
        },
    });

    private static async Task<HttpStatusCode> PostAsync(Exchange exchange, string path, string body, string secret = Secret)
    {
        string timestamp = AgentSignature.Timestamp(exchange.Time.GetUtcNow());
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(exchange.Server.Url, path)) { Content = new ByteArrayContent(bytes) };
        request.Headers.Add(AgentSignature.TimestampHeader, timestamp);
        request.Headers.Add(AgentSignature.SignatureHeader, AgentSignature.Compute(secret, timestamp, bytes));
        using HttpResponseMessage response = await exchange.Http.SendAsync(request, Cancelled);
        return response.StatusCode;
    }
}
