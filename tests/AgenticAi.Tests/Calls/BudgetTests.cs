using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary>Calls that cost money, and as much as they may.</summary>
public sealed class BudgetTests : IDisposable
{
    private const string Greeting = "Good day, this is the practice of Doctor Miller. What can I do for you?";
    private const string Goodbye = "I have to end our call here. Goodbye.";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agenticai-test-");
    // No test goes on over midnight.
    private readonly ScaledTimeProvider _noon = new(Exchange.Speed, new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_call_that_costs_its_limit_ends_when_its_goodbye_was_heard()
    {
        await using Exchange exchange = await OpenAsync(costs => costs with { CallSoftLimit = 0.0001m, CallHardLimit = 0.001m });
        CallRecord record = await exchange.CallAsync(CallerPlans.Listening());

        record.Stream.Unplayed.ShouldBe(0, "to the last word");
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe("budget", report.ToText());
        report.Entries.Where(entry => entry.Kind == "assistant").Select(entry => (entry.Text, entry.Interrupted))
            .ShouldBe([(Greeting, false), (Goodbye, false)]);
        Requested(report).ShouldBe([(Greeting, "spoken"), (Goodbye, "spoken")]);
        report.Entries.ShouldContain(entry => entry.Kind == "budget-exceeded" && entry.Id == "call");
        report.Cost!.Total.ShouldBeGreaterThan(0.001m);
        report.Cost.IsComplete.ShouldBeTrue();
        report.Cost.Responses.ShouldBe(CostOf(report.Usage));
        exchange.Log.Lines.ShouldContain(line => line.Message.StartsWith("The budget of the Call is spent"));
    }

    [Fact]
    public async Task A_call_that_nears_its_limit_is_told_so_and_goes_on()
    {
        const string Warning = "We should come to an end.";
        await using Exchange exchange = await OpenAsync(costs => costs with { CallSoftLimit = 0.001m, Warning = Warning });
        await using PhoneCall call = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        RealtimeSession session = await exchange.Model.SessionAsync(0, Cancelled).Within();
        await session.WaitAsync(known => known.Responses.Count(response => response.Status == "completed") == 2, Cancelled).Within();
        await exchange.Log.WhenAsync(line => line.Message.StartsWith("The budget of the Call is nearly spent"));

        var address = new Uri(exchange.Server.Url, $"/api/calls/{call.CallSid}");
        JsonElement running = await exchange.Http.GetFromJsonAsync<JsonElement>(address, Cancelled);
        running.GetProperty("cost").GetProperty("amount").GetDecimal().ShouldBeGreaterThan(0.001m);
        running.GetProperty("cost").GetProperty("currency").GetString().ShouldBe("XTS");
        call.HangUp();
        CallRecord record = await call.Completion.Within();
        ConversationReport report = await exchange.ReportAsync(record.CallSid);
        report.EndReason.ShouldBe("caller-hung-up");
        Requested(report).Select(wanted => wanted.Text).ShouldBe([Greeting, Warning]);
        report.Entries.Count(entry => entry.Kind == "budget-warned").ShouldBe(1);
    }

    [Fact]
    public async Task What_the_caller_says_is_paid_for_as_well()
    {
        await using Exchange exchange = await Exchange.OpenAsync(config: config => config with { Costs = Costs });
        CallRecord record = await exchange.CallAsync(CallPlan.ForScenario(Scenario.Embedded("short")));
        ConversationReport report = await exchange.ReportAsync(record.CallSid);

        int spokenMs = exchange.Model.Sessions.Single().Items.Where(item => item.Role == "user").Sum(item => item.AudioMs);
        report.Cost!.Transcriptions.ShouldBe(spokenMs / 60_000m * 0.0045m, tolerance: 0.000000001m);
        report.Cost.Responses.ShouldBe(CostOf(report.Usage));
        report.ToText().ShouldContain("prices of 2026-11-22");
        report.ToJson().ShouldContain("\"pricesAsOf\": \"2026-11-22\"");
    }

    [Fact]
    public async Task Without_prices_there_is_no_cost()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        CallRecord record = await exchange.CallAsync(CallPlan.ForScenario(Scenario.Embedded("short")));
        ConversationReport report = await exchange.ReportAsync(record.CallSid);

        report.Cost.ShouldBeNull();
        report.ToText().ShouldNotContain("Cost:");
    }

    [Fact]
    public async Task A_day_that_is_spent_ends_its_call_and_takes_no_further_one_until_it_may_cost_more_also_after_a_restart()
    {
        await using (Exchange exchange = await OpenAsync(costs => costs with { DayHardLimit = 0.001m }))
        {
            CallRecord first = await exchange.CallAsync(CallerPlans.Listening());
            ConversationReport report = await exchange.ReportAsync(first.CallSid);
            report.EndReason.ShouldBe("budget");
            report.Entries.ShouldContain(entry => entry.Kind == "budget-exceeded" && entry.Id == "day");
            Requested(report).Last().ShouldBe((Goodbye, "spoken"));
            await ShouldRefuseAsync(exchange);
        }

        await using (Exchange restarted = await OpenAsync(costs => costs with { DayHardLimit = 0.001m }))
        {
            await ShouldRefuseAsync(restarted);
            restarted.Model.Attempts.ShouldBe(0, "nothing is connected for it");
        }

        await using Exchange richer = await OpenAsync(costs => costs with { DayHardLimit = 100m });
        await using PhoneCall call = await richer.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        await richer.Model.SessionAsync(0, Cancelled).Within();
        call.HangUp();
        CallRecord last = await call.Completion.Within();
        (await richer.ReportAsync(last.CallSid)).EndReason.ShouldBe("caller-hung-up");
    }

    [Fact]
    public async Task What_one_call_spends_ends_another()
    {
        await using Exchange exchange = await OpenAsync(costs => costs with { DayHardLimit = 0.001m }, greeting: "");
        await using PhoneCall silent = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        await ConfiguredAsync(exchange, 0);
        await using PhoneCall talking = await exchange.Phone().DialAsync(CallerPlans.Listening(), Cancelled);
        await ConfiguredAsync(exchange, 1);
        using HttpResponseMessage said = await exchange.Http.PostAsJsonAsync(
            new Uri(exchange.Server.Url, $"/api/calls/{talking.CallSid}/say"), new { text = Greeting }, Cancelled);
        said.StatusCode.ShouldBe(HttpStatusCode.Accepted);

        await Task.WhenAll(silent.Completion, talking.Completion).Within();
        foreach (PhoneCall call in new[] { silent, talking })
        {
            ConversationReport report = await exchange.ReportAsync(call.CallSid);
            report.EndReason.ShouldBe("budget", report.ToText());
            Requested(report).Last().ShouldBe((Goodbye, "spoken"));
        }

        (await exchange.ReportAsync(silent.CallSid)).Entries.Single(entry => entry.Kind == "budget-exceeded").Id.ShouldBe("day");
    }

    [Fact]
    public async Task A_call_that_comes_back_on_a_day_that_is_spent_is_told_goodbye()
    {
        await using Exchange exchange = await OpenAsync(costs => costs with { DayHardLimit = 0.001m }, resume: true);
        await exchange.CallAsync(CallerPlans.Listening());
        string callSid = ReturningCalls.Remember(exchange, exchange.Ago(TimeSpan.FromMinutes(1)), []);
        await ReturningCalls.Phone(exchange).CallAsync(ReturningCalls.Returning(callSid), Cancelled).Within();
        ConversationReport report = await exchange.ReportAsync(callSid);
        report.EndReason.ShouldBe("budget", report.ToText());
        Requested(report).ShouldBe([(Goodbye, "spoken")]);
        await ShouldRefuseAsync(exchange);
    }

    [Fact]
    public async Task What_is_spent_is_measured_by_model()
    {
        var seen = new List<(string Name, double Value, string Tags)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == CallMetrics.MeterName) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        decimal cost;
        await using (Exchange exchange = await OpenAsync(costs => costs with { Currency = "XXX", CallHardLimit = 0.001m }))
        {
            CallRecord record = await exchange.CallAsync(CallerPlans.Listening());
            cost = (await exchange.ReportAsync(record.CallSid)).Cost!.Total;
        }

        lock (seen)
        {
            seen.Where(m => m is { Name: "agenticai.cost", Tags: "model=gpt-realtime-2.1,currency=XXX" }).Sum(m => m.Value)
                .ShouldBe((double)cost, tolerance: 1e-9);
            seen.ShouldContain(m => m.Name == "agenticai.budgets.reached" && m.Tags == "scope=call,limit=hard");
        }

        void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            string text = string.Join(",", tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            lock (seen) seen.Add((instrument.Name, value, text));
        }
    }

    private static CostsConfig Costs { get; } = new()
    {
        PricesAsOf = new DateOnly(2026, 11, 22),
        Currency = "XTS",
        Prices =
        [
            new ModelPrice("gpt-realtime-2.1")
            {
                TextIn = 4,
                TextCached = 0.4m,
                TextOut = 24,
                AudioIn = 32,
                AudioCached = 0.4m,
                AudioOut = 64,
            },
            new ModelPrice("gpt-transcribe") { AudioInPerMinute = 0.0045m },
        ],
        Goodbye = Goodbye,
    };

    /// <summary>What all responses together cost, worked out with none of the program's own arithmetic.</summary>
    private static decimal CostOf(TokenUsage sum) =>
        ((sum.InputText - sum.CachedText) * 4 + sum.CachedText * 0.4m + sum.OutputText * 24
            + (sum.InputAudio - sum.CachedAudio) * 32 + sum.CachedAudio * 0.4m + sum.OutputAudio * 64) / 1_000_000;

    private static (string? Text, string? Outcome)[] Requested(ConversationReport report) =>
        [.. report.Entries.Where(entry => entry.Kind == "speech-requested").Select(entry => (entry.Text, entry.Outcome))];

    private static async Task ConfiguredAsync(Exchange exchange, int session) =>
        await (await exchange.Model.SessionAsync(session, Cancelled).Within())
            .WaitAsync(known => known.ReceivedDuration > TimeSpan.Zero, Cancelled).Within();

    private static async Task ShouldRefuseAsync(Exchange exchange)
    {
        CallRecord refused = await exchange.CallAsync(CallerPlans.Listening());
        refused.Twiml.ShouldContain("<Say>All our lines are busy");
        exchange.Log.Lines.ShouldContain(line => line.Message == $"Call {refused.CallSid} was not admitted: Budget");
        using HttpResponseMessage ready = await exchange.Http.GetAsync(new Uri(exchange.Server.Url, "/health/ready"), Cancelled);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync(Cancelled)).ShouldContain("\"budget\"");
    }

    /// <summary>A server on this test's own journal, whose model says what it is told to.</summary>
    private Task<Exchange> OpenAsync(
        Func<CostsConfig, CostsConfig> costs, string greeting = Greeting, bool resume = false) => Exchange.OpenAsync(
        model: options => options with { Replies = AgentReplies.Parrot },
        config: config => config with
        {
            Twilio = config.Twilio with { Resume = resume },
            OpenAIRealtime = config.OpenAIRealtime with { Greeting = greeting },
            Costs = costs(Costs),
            Journal = new JournalConfig { Connection = $"Data Source={Path.Combine(_folder.FullName, "journal.db")}" },
        },
        time: _noon);
}
