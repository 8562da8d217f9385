using System.Net;
using System.Text.Json;
using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Conversations.Actors;
using AgenticAi.Hosting;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Telemetry;
using AgenticAi.Testing;
using AgenticAi.Tests.Calls;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AgenticAi.Tests.Hosting;

/// <summary>What health and metrics tell of the actor system.</summary>
public sealed class ActorHealthTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("calls")]
    [InlineData("conversations")]
    public async Task A_server_whose_calls_or_conversations_have_no_parent_any_more_is_not_healthy(string parent)
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        (HttpStatusCode before, JsonElement healthy) = await HealthAsync(exchange, "live");
        before.ShouldBe(HttpStatusCode.OK);
        healthy.GetProperty("actors").GetString().ShouldBe("ok");

        var actors = exchange.Server.Services.GetRequiredService<IReadOnlyActorRegistry>();
        IActorRef actor = parent == "calls" ? await actors.GetAsync<CallsActor>(Cancelled) : await actors.GetAsync<ConversationBrains>(Cancelled);
        (await actor.GracefulStop(TestTimeout.Default)).ShouldBeTrue();
        exchange.ExpectedErrors.Add($"Health check {parent}");
        (HttpStatusCode after, JsonElement view) = await HealthAsync(exchange, "live");
        after.ShouldBe(HttpStatusCode.ServiceUnavailable);
        view.GetProperty("status").GetString().ShouldBe("actors");
        view.GetProperty("actors").GetString().ShouldStartWith($"{parent}: ");
        (await HealthAsync(exchange, "ready")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task A_call_is_one_graph_and_leaves_no_actor_behind()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        await exchange.CallAsync(CallerPlans.Listening() with { Steps = [new CallerStep(new AtCue(TimeSpan.FromMilliseconds(200)), new HangUpAction())] });
        var system = exchange.Server.Services.GetRequiredService<ActorSystem>();
        await Eventually.TrueAsync(() => ActorCount.Of(system).Graphs == 0, "no graph");
        int idle = ActorCount.Of(system).Actors;

        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        await exchange.HeardAsync(1);
        ActorCount.Of(system).Graphs.ShouldBe(1);
        ActorCount.Of(system).Actors.ShouldBeGreaterThan(idle);
        call.HangUp();
        await call.Completion.Within();
        await Eventually.TrueAsync(() => ActorCount.Of(system) == new ActorCount(idle, 0), "as many actors as before");
    }

    [Fact]
    public async Task Messages_to_actors_that_are_gone_are_counted()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        var metrics = exchange.Server.Services.GetRequiredService<ActorSystemMetrics>();
        long before = metrics.DeadLetters;
        exchange.Server.Services.GetRequiredService<ActorSystem>().DeadLetters.Tell("nobody");
        await Eventually.TrueAsync(() => metrics.DeadLetters == before + 1, "one dead letter");
    }

    [Fact]
    public async Task Web_host_and_actor_system_stop_within_one_limit()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        TimeSpan limit = exchange.Server.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
        limit.ShouldBe(ActorSystemHosting.StopLimit);
        Config phases = exchange.Server.Services.GetRequiredService<ActorSystem>().Settings.Config.GetConfig("akka.coordinated-shutdown");
        phases.GetTimeSpan("phases.actor-system-terminate.timeout").ShouldBeLessThan(limit);
        phases.GetTimeSpan("default-phase-timeout").ShouldBeLessThan(limit);
    }

    private static async Task<(HttpStatusCode Status, JsonElement View)> HealthAsync(Exchange exchange, string which)
    {
        using HttpResponseMessage answer = await exchange.Http.GetAsync(new Uri(exchange.Server.Url, $"/health/{which}"), Cancelled);
        using JsonDocument view = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
        return (answer.StatusCode, view.RootElement.Clone());
    }
}
