using AgenticAi.Agents.OpenClaw;
using AgenticAi.Conversations;
using AgenticAi.Simulation.OpenClaw;
using AgenticAi.Testing;

namespace AgenticAi.Agents.Tests.OpenClaw;

/// <summary>
/// What becomes of a run when its connection is lost, and of one that is not wanted any more. In all of them it is asked for once.
/// </summary>
public sealed class OpenClawLossTests : OpenClawTests
{
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task A_run_that_goes_on_while_we_are_away_is_followed_to_its_answer()
    {
        await using SimulatedOpenClaw claw = await StartAsync(_ => new ClawReply("I have booked it.") { After = _gate.Task });
        await using OpenClawGateway gateway = Gateway(claw);
        Task<AgentAnswer> running = gateway.RunAsync(Tasks.Full, Cancelled);
        ClawRecord run = await claw.RunAsync(0, Cancelled).Within();
        claw.Drop();
        await Log.WhenAsync(line => line.Message.Contains("goes on at the OpenClaw gateway", StringComparison.Ordinal));
        _gate.SetResult();
        (await running.Within()).Text.ShouldBe("I have booked it.");
        run.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_ended_while_we_were_away_is_found_in_the_history()
    {
        await using SimulatedOpenClaw claw = await StartAsync(_ => new ClawReply("I have booked it.") { After = _gate.Task });
        await using OpenClawGateway gateway = Gateway(claw);
        Task<AgentAnswer> running = gateway.RunAsync(Tasks.Full, Cancelled);
        ClawRecord run = await claw.RunAsync(0, Cancelled).Within();
        claw.IsAway = true;
        claw.Drop();
        await Log.WhenAsync(line => line.Message.Contains("is not reached", StringComparison.Ordinal));
        _gate.SetResult();
        await run.Over.Within();
        claw.IsAway = false;
        (await running.Within()).Text.ShouldBe("I have booked it.");
        run.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_failed_while_we_were_away_is_told_as_failed()
    {
        await using SimulatedOpenClaw claw = await StartAsync(_ => new ClawReply("Hm.") { After = _gate.Task, Error = "no table left" });
        await using OpenClawGateway gateway = Gateway(claw);
        Task<string> failing = FailsAsync(gateway);
        ClawRecord run = await claw.RunAsync(0, Cancelled).Within();
        claw.IsAway = true;
        claw.Drop();
        await Log.WhenAsync(line => line.Message.Contains("is not reached", StringComparison.Ordinal));
        _gate.SetResult();
        await run.Over.Within();
        claw.IsAway = false;
        (await failing.Within()).ShouldBe("The agent failed: no table left");
    }

    [Fact]
    public async Task A_connection_lost_before_the_gateway_took_the_task_leaves_it_open()
    {
        await using SimulatedOpenClaw claw = await StartAsync(_ => new ClawReply("Done."));
        await using OpenClawGateway gateway = Gateway(claw);
        claw.DropAt("chat.send");
        Task<string> failing = FailsAsync(gateway);
        await Log.WhenAsync(line => line.Message.Contains("is not reached", StringComparison.Ordinal));
        claw.DropAt(null);
        (await failing.Within()).ShouldBe(
            "The connection to the OpenClaw gateway was lost, and it is not known whether it was done: "
            + "the gateway does not know the task.");
        claw.Runs.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_gateway_that_was_restarted_leaves_it_open()
    {
        await using SimulatedOpenClaw claw = await StartAsync(_ => new ClawReply("Done.") { After = _gate.Task });
        await using OpenClawGateway gateway = Gateway(claw);
        Task<string> failing = FailsAsync(gateway);
        ClawRecord run = await claw.RunAsync(0, Cancelled).Within();
        claw.Restart();
        (await failing.Within())
            .ShouldStartWith("The connection to the OpenClaw gateway was lost, and it is not known whether it was done: the gateway ");
        run.Asked.ShouldBe(1);
        claw.Runs.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_gateway_that_does_not_let_us_in_again_leaves_it_open()
    {
        await using SimulatedOpenClaw claw = await StartAsync(_ => new ClawReply("Done.") { After = _gate.Task });
        await using OpenClawGateway gateway = Gateway(claw);
        Task<string> failing = FailsAsync(gateway);
        await claw.RunAsync(0, Cancelled).Within();
        Task disposing = gateway.DisposeAsync().AsTask();
        (await failing.Within()).ShouldEndWith("it is not known whether it was done: we are stopping.");
        await disposing.Within();
    }

    [Fact]
    public async Task A_gateway_that_is_silent_for_two_ticks_is_connected_anew()
    {
        await using SimulatedOpenClaw claw = await StartAsync(
            _ => new ClawReply("Done.") { Before = _gate.Task },
            options => options with { TickInterval = TimeSpan.FromMilliseconds(50), KeepsTicks = true });
        await using OpenClawGateway gateway = Gateway(claw);
        Task<AgentAnswer> running = gateway.RunAsync(Tasks.Full, Cancelled);
        await Log.WhenAsync(line => line.Message.Contains("the gateway was silent for 0.1 s", StringComparison.Ordinal));
        _gate.SetResult();
        (await running.Within()).Text.ShouldBe("Done.");
        claw.Attempts.ShouldBeGreaterThan(1);
        claw.Runs.ShouldHaveSingleItem().Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_task_that_is_not_wanted_any_more_is_aborted_at_the_gateway()
    {
        await using SimulatedOpenClaw claw = await StartAsync(_ => new ClawReply("Done.") { Before = _gate.Task });
        await using OpenClawGateway gateway = Gateway(claw);
        using var enough = new CancellationTokenSource();
        Task<AgentAnswer> running = gateway.RunAsync(Tasks.Full, enough.Token);
        ClawRecord run = await claw.RunAsync(0, Cancelled).Within();
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(running.Within());
        run.Status.ShouldBe("aborted");
        await run.Over.Within();
    }

    [Fact]
    public async Task Late_events_of_an_aborted_run_are_nobodys()
    {
        await using SimulatedOpenClaw claw = await StartAsync(task => task.Number == 0
            ? new ClawReply("Too late.") { Before = _gate.Task, IgnoresAbort = true }
            : new ClawReply("In time."));
        await using OpenClawGateway gateway = Gateway(claw);
        using var enough = new CancellationTokenSource();
        Task<AgentAnswer> first = gateway.RunAsync(Tasks.Of("one", "a"), enough.Token);
        ClawRecord run = await claw.RunAsync(0, Cancelled).Within();
        await enough.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first.Within());
        _gate.SetResult();
        await run.Over.Within();
        (await gateway.RunAsync(Tasks.Of("two", "b"), Cancelled).Within()).Text.ShouldBe("In time.");
    }

    [Fact]
    public async Task A_run_that_somebody_else_aborts_fails()
    {
        await using SimulatedOpenClaw claw = await StartAsync(_ => new ClawReply("Done.") { Before = _gate.Task });
        await using OpenClawGateway gateway = Gateway(claw);
        Task<string> failing = FailsAsync(gateway);
        await claw.RunAsync(0, Cancelled).Within();
        claw.SendRaw("""{"type":"event","event":"chat","payload":{"runId":"task-1","sessionKey":"caller-1","seq":9,"state":"aborted"}}""");
        (await failing.Within()).ShouldBe("The OpenClaw gateway ended the run: it was aborted there.");
    }

    [Fact]
    public async Task A_task_given_up_while_the_gateway_is_away_cannot_be_aborted_and_says_so()
    {
        await using SimulatedOpenClaw claw = await StartAsync(_ => new ClawReply("Done.") { Before = _gate.Task });
        var time = new ManualTimeProvider();
        await using var gateway = new OpenClawGateway(
            new OpenClawOptions(claw.Url, "a-gateway-token-0123"), time, Log.CreateLogger("openclaw"));
        using var enough = new CancellationTokenSource();
        Task<AgentAnswer> running = gateway.RunAsync(Tasks.Full, enough.Token);
        await claw.RunAsync(0, Cancelled).Within();
        claw.IsAway = true;
        claw.Drop();
        await Log.WhenAsync(line => line.Message.Contains("is not reached", StringComparison.Ordinal));
        await enough.CancelAsync();
        await time.AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => running.IsCompleted, "the end of the task");

        await Should.ThrowAsync<OperationCanceledException>(running);
        Log.Lines.ShouldContain(line => line.Message.StartsWith("The agent could not be told that task task-1", StringComparison.Ordinal));
        _gate.SetResult();
    }
}
