using AgenticAi.Calls.Agents;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Agents;

public sealed class JobDeskTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingLoggerFactory _logs = new();
    private readonly Reports _reports = new();
    private readonly CallMetrics _metrics = new(() => []);
    private readonly List<bool> _work = [];
    private JobDesk? _desk;

    public async ValueTask DisposeAsync()
    {
        if (_desk is not null) await _desk.DisposeAsync();
        _metrics.Dispose();
        _time.ArmedTimers.ShouldBe(0, "a job leaves no timer behind");
    }

    [Fact]
    public async Task The_answer_of_the_agent_is_reported()
    {
        var agent = new ScriptedAgent();
        await RunAsync(agent);

        agent.Answer("Booked.");

        (await _reports.NextAsync()).ShouldBe(new ReportCommand("c1", new CommandOutcome.Completed("Booked.")));
        agent.Task!.Text.ShouldBe("book a table");
        _work.ShouldBe([true, false]);
    }

    [Fact]
    public async Task The_caller_hears_after_a_while_that_it_takes_long()
    {
        var agent = new ScriptedAgent();
        await RunAsync(agent);

        _time.Advance(3_999);
        _reports.Count.ShouldBe(0);
        _time.Advance(1);

        (await _reports.NextAsync()).ShouldBe(new ReportSlow("c1"));
        agent.Answer("Booked.");
        await _reports.NextAsync();
    }

    [Fact]
    public async Task At_its_limit_a_job_is_stopped()
    {
        var agent = new ScriptedAgent();
        await RunAsync(agent);
        _time.Advance(4_000);
        await _reports.NextAsync();

        _time.Advance(116_000);

        (await _reports.NextAsync()).ShouldBe(new ReportCommand("c1", new CommandOutcome.TimedOut(120_000)));
        await agent.Stopped.Task.Within();
    }

    [Fact]
    public async Task An_agent_that_does_not_stop_is_left_alone()
    {
        var agent = new ScriptedAgent { IsDeaf = true };
        await RunAsync(agent);
        _time.Advance(120_000);
        await _reports.NextAsync();

        _time.Advance(5_000);

        (await _reports.NextAsync()).ShouldBeOfType<ReportCommand>().Outcome.ShouldBeOfType<CommandOutcome.TimedOut>();
    }

    [Fact]
    public async Task A_cancelled_command_stops_the_agent()
    {
        var agent = new ScriptedAgent();
        JobDesk desk = await RunAsync(agent);

        desk.Stop("c1");

        await agent.Stopped.Task.Within();
        (await _reports.NextAsync()).ShouldBeOfType<ReportCommand>().Outcome.ShouldBeOfType<CommandOutcome.Failed>();
    }

    [Fact]
    public async Task The_reason_of_an_agent_that_fails_is_reported()
    {
        var agent = new ScriptedAgent();
        await RunAsync(agent);

        agent.Fail(new AgentException("the calendar is closed"));

        (await _reports.NextAsync()).ShouldBe(new ReportCommand("c1", new CommandOutcome.Failed("the calendar is closed")));
    }

    [Fact]
    public async Task A_gateway_that_throws_is_a_failed_command_and_an_error_in_the_log()
    {
        var agent = new ScriptedAgent();
        await RunAsync(agent);

        agent.Fail(new InvalidOperationException("secret detail"));

        (await _reports.NextAsync()).ShouldBe(
            new ReportCommand("c1", new CommandOutcome.Failed("the gateway scripted failed: InvalidOperationException")));
    }

    [Fact]
    public async Task Without_an_agent_nothing_is_done()
    {
        await using JobDesk desk = Desk(agent: null);
        desk.Run(Command("c1"));

        (await _reports.NextAsync()).ShouldBe(new ReportCommand("c1", new CommandOutcome.Failed("no agent is configured")));
    }

    [Fact]
    public async Task After_the_end_everything_has_stopped_and_nothing_begins()
    {
        var agent = new ScriptedAgent();
        JobDesk desk = await RunAsync(agent);

        await desk.DisposeAsync().AsTask().Within();

        await agent.Stopped.Task.Within();
        _reports.Count.ShouldBe(1);
        Should.Throw<ObjectDisposedException>(() => desk.Run(Command("c2")));
    }

    private async Task<JobDesk> RunAsync(ScriptedAgent agent)
    {
        _desk = Desk(agent);
        _desk.Run(Command("c1"));
        await agent.Began.Task.Within();
        return _desk;
    }

    private JobDesk Desk(IAgentGateway? agent) => new(
        agent, new WorkOptions(), TaskOf, _reports.Tell, _work.Add, _time, _metrics, _logs.CreateLogger("jobs"));

    private static RunCommand Command(string id) => new(id, new Job(id, 1, "book a table", [], "u1"), ConversationMemory.None);

    private static AgentTask TaskOf(RunCommand command) =>
        new(command.CommandId, "CA1", "session", "+15550100", command.Job.Text, [], command.Memory);
}
