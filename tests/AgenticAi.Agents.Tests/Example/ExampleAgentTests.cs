using System.Net;
using System.Text;
using AgenticAi.Agents.Http;
using AgenticAi.Agents.Programs;
using AgenticAi.Conversations;
using AgenticAi.Testing;
using ExampleAgentSample;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Agents.Tests.Example;

/// <summary>The agent of samples/, as a program and as a web server.</summary>
public sealed class ExampleAgentTests : IDisposable
{
    private const string Secret = "a-shared-secret-0123";

    private readonly string _folder = Directory.CreateTempSubdirectory("agenticai-agent-").FullName;
    private readonly Assistant _assistant = new(new Notebook(null));
    private int _tasks;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Book a table for two on Friday at eight", "I have booked a table for two on Friday at eight.")]
    [InlineData("please reserve a table on friday, at half past seven, for 4", "I have booked a table for 4 on Friday at half past seven.")]
    [InlineData("book a table for six tomorrow at 7:30 pm", "I have booked a table for six on tomorrow at 7:30 pm.")]
    [InlineData("Book a table", "I can book a table. Please tell me for how many people and on what day and at what time.")]
    [InlineData("Book a table for two at eight", "I can book a table. Please tell me on what day.")]
    [InlineData("What have I booked?", "You have no bookings.")]
    [InlineData("Cancel it", "You have no bookings.")]
    [InlineData("Note: buy milk.", "I have noted: buy milk.")]
    [InlineData("remember to call Zoë", "I have noted: call Zoë.")]
    [InlineData("Read my notes", "You have no notes.")]
    [InlineData("Launch the missiles", "I can book tables and keep notes. I do not know how to do that.")]
    public async Task It_does_what_it_understands(string wish, string answer) => (await DoAsync(wish)).ShouldBe(answer);

    [Fact]
    public async Task It_remembers_what_it_did()
    {
        await DoAsync("Book a table for two on Friday at eight");
        (await DoAsync("Move it to Saturday")).ShouldBe("I have moved it: a table for two on Saturday at eight.");
        (await DoAsync("What are my bookings?")).ShouldBe("You have a table for two on Saturday at eight.");
        (await DoAsync("What are my bookings?", session: "another caller")).ShouldBe("You have no bookings.");
        (await DoAsync("Cancel the table")).ShouldBe("I have cancelled a table for two on Saturday at eight.");
        await DoAsync("note a");
        await DoAsync("write down b");
        (await DoAsync("what are my notes")).ShouldBe("Your notes: a, b.");
    }

    [Fact]
    public async Task It_does_nothing_twice()
    {
        (await DoAsync("note a", id: "same")).ShouldBe("I have noted: a.");
        (await DoAsync("note a", id: "same")).ShouldBe("I have noted: a.");
        (await DoAsync("read my notes")).ShouldBe("Your notes: a.");
    }

    [Fact]
    public async Task As_a_program_it_keeps_its_notebook_in_a_file()
    {
        using ProgramAgentGateway gateway = Program("--file", Path.Combine(_folder, "notebook.json"));
        (await gateway.RunAsync(Tasks.Of("Book a table for two on Friday at eight", "1"), Cancelled).Within()).Text
            .ShouldBe("I have booked a table for two on Friday at eight.");
        (await gateway.RunAsync(Tasks.Of("What have I booked?", "2"), Cancelled).Within()).Text
            .ShouldBe("You have a table for two on Friday at eight.");
    }

    [Fact]
    public async Task As_a_web_server_it_answers_signed_tasks_only()
    {
        var options = new ExampleAgentSample.Options(0, Secret, null, TimeSpan.Zero, false);
        await using HttpAgent agent = await HttpAgent.StartAsync(0, options, _assistant, TimeProvider.System);
        using var gateway = new HttpAgentGateway(new HttpAgentOptions(agent.Url, Secret), TimeProvider.System, NullLogger.Instance);
        (await gateway.RunAsync(Tasks.Of("note a", "1"), Cancelled).Within()).Text.ShouldBe("I have noted: a.");
        var other = new HttpAgentOptions(agent.Url, "another-secret-0123");
        using var stranger = new HttpAgentGateway(other, TimeProvider.System, NullLogger.Instance);
        (await Should.ThrowAsync<AgentException>(stranger.RunAsync(Tasks.Of("note b", "2"), Cancelled).Within())).Message
            .ShouldContain("does not accept our signature (401)");
    }

    [Fact]
    public async Task It_can_answer_later()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using WebApplication server = builder.Build();
        HttpAgentGateway? gateway = null;
        server.MapPost(AgentCallbacks.Path + "{id}", async (string id, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            gateway!.Callbacks.Take(
                    id, request.Headers[AgentSignature.TimestampHeader], request.Headers[AgentSignature.SignatureHeader], body.ToArray())
                .ShouldBe(CallbackVerdict.Taken);
        });
        await server.StartAsync(Cancelled);
        var options = new ExampleAgentSample.Options(0, Secret, null, TimeSpan.Zero, Callback: true);
        await using HttpAgent agent = await HttpAgent.StartAsync(0, options, _assistant, TimeProvider.System);
        using (gateway = new HttpAgentGateway(
            new HttpAgentOptions(agent.Url, Secret) { CallbackUrl = new Uri(server.Urls.First()) },
            TimeProvider.System, NullLogger.Instance))
        {
            (await gateway.RunAsync(Tasks.Of("note a", "1"), Cancelled).Within()).Text.ShouldBe("I have noted: a.");
        }
    }

    [Fact]
    public async Task A_cancelled_task_is_not_done()
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var options = new ExampleAgentSample.Options(0, Secret, null, TimeSpan.FromSeconds(5), false);
        await using HttpAgent agent = await HttpAgent.StartAsync(0, options, _assistant, time);
        using var gateway = new HttpAgentGateway(new HttpAgentOptions(agent.Url, Secret), TimeProvider.System, NullLogger.Instance);
        using var enough = new CancellationTokenSource();
        Task<AgentAnswer> running = gateway.RunAsync(Tasks.Of("note a", "1"), enough.Token);
        await time.WhenArmedAsync();
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running.Within());
        agent.Cancelled.ShouldBe(1);
        (await DoAsync("read my notes")).ShouldBe("You have no notes.");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ProgramAgentGateway Program(params string[] arguments)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "ExampleAgent.dll");
        var options = new ProgramAgentOptions("dotnet")
        {
            Arguments = [path, .. arguments],
            Environment = ["PATH", "HOME", "DOTNET_ROOT"],
        };
        return new ProgramAgentGateway(options, TimeProvider.System, NullLogger.Instance);
    }

    private async Task<string> DoAsync(string wish, string session = "caller-1", string? id = null)
    {
        string json = $$"""{"id":"{{id ?? $"t{++_tasks}"}}","session_key":"{{session}}","text":"{{wish}}"}""";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        using AgentRequest request = await AgentRequest.ReadAsync(stream);
        return _assistant.Do(request);
    }
}
