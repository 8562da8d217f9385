using System.Text.Json;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Testing;
using AgenticAi.Tests.Calls;

namespace AgenticAi.Tests.Commands;

/// <summary>The server is killed in mid-call and started again, and the caller notices only the pause.</summary>
public sealed class KilledServerTests : IDisposable
{
    private const string Hello = "Hello, are you there?";
    private const string Greeting = "Welcome to the practice.";
    private const string FirstAnswer = "Yes, I am here.";
    private const string SecondAnswer = "I have moved it.";

    private readonly ProgramFolder _folder = new() { Environment = { ["PUBLIC_URL"] = "https://calls.example.com" } };

    private readonly HttpClient _http = ShortConnections.Client();
    private Uri _server = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_conversation_goes_on_after_the_server_was_killed_and_started_again()
    {
        await using SimulatedRealtimeServer model = await StartModelAsync();
        TestConfiguration.Shipped(model.Url, _folder.Path)
            .With("openai_realtime.greeting", Greeting)
            .With("twilio.resume", "true")
            .WriteTo(_folder.Path);
        var isBack = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var phone = new SimulatedTwilio(new SimulatedTwilioOptions
        {
            WebhookUrl = new Uri("https://calls.example.com/twilio/voice"),
            AuthToken = Exchange.AuthToken,
            ConnectTo = url => new UriBuilder(_server) { Scheme = url.Scheme is "wss" ? "ws" : "http", Path = url.AbsolutePath }.Uri,
            BeforeRetry = (_, _) => isBack.Task,
            WebhookLimit = TestTimeout.Default,
        });

        using ProgramRun killed = await ServeAsync();
        await using CallerOnTheLine caller = await CallerOnTheLine.DialAsync(
            phone, new SayAction(SpeechLibrary.Embedded.Load("caller-hello", 8000), Hello));
        await WhenWrittenAsync(caller.Call.CallSid, FirstAnswer);
        await killed.KillAsync();

        using ProgramRun server = await ServeAsync();
        isBack.SetResult();
        RealtimeSession second = await model.SessionAsync(1, Cancelled).Within();
        await second.WaitAsync(session => session.ReceivedDuration > TimeSpan.Zero, Cancelled).Within();
        second.Items.Select(item => (item.Role, item.Text)).ShouldBe(
            [("assistant", Greeting), ("user", Hello), ("assistant", FirstAnswer)], "the earlier turns are in the model's context");
        await caller.AskAsync(SpeechLibrary.Embedded.Load("caller-move", 8000), "I would like to move my appointment to Friday, please.");
        caller.Call.HangUp();
        CallRecord record = await caller.Call.Completion.Within();
        record.Streams.Select(stream => stream.End).ShouldBe([StreamEndKind.ServerLost, StreamEndKind.Stopped]);
        record.Errors.ShouldBeEmpty();

        await server.LineAsync("Call ended: caller-hung-up");
        JsonElement report = await ReportAsync(record.CallSid);
        report.GetProperty("endReason").GetString().ShouldBe("caller-hung-up");
        Texts(report, "assistant").ShouldBe([Greeting, FirstAnswer, SecondAnswer], report.ToString());
        Texts(report, "caller").Count().ShouldBe(2);
        Texts(report, "speech-requested").ShouldBe([Greeting], "there is no second greeting");
        Texts(report, "conversation-resumed").Count().ShouldBe(1);
        server.Terminate();
        (await server.EndAsync()).ShouldBe(0);
    }

    private static IEnumerable<string?> Texts(JsonElement report, string kind) => report.GetProperty("entries").EnumerateArray()
        .Where(entry => entry.GetProperty("kind").GetString() == kind)
        .Select(entry => entry.GetProperty("text").GetString());

    private static Task<SimulatedRealtimeServer> StartModelAsync() => SimulatedRealtimeServer.StartAsync(
        new SimulatedRealtimeOptions
        {
            ApiKey = Exchange.ApiKey,
            Scenario = Scenario.Embedded("short"),
            Replies = request => AgentReply.Say(
                request.Instructions?.Split("else: ")[^1] ?? (request.Session == 0 ? FirstAnswer : SecondAnswer)),
        },
        Cancelled).Within();

    private async Task<ProgramRun> ServeAsync()
    {
        (ProgramRun run, _server) = await _folder.ServeAsync();
        return run;
    }

    /// <summary>Waits until words of the agent stand in the journal as heard.</summary>
    private Task WhenWrittenAsync(string callSid, string words) => Eventually.TrueAsync(
        async () => Texts(await ReportAsync(callSid), "assistant").Contains(words), $"\"{words}\" in the journal");

    private async Task<JsonElement> ReportAsync(string callSid)
    {
        string json = await _http.GetStringAsync(new Uri(_server, $"/api/conversations/{callSid}"), Cancelled);
        return JsonDocument.Parse(json).RootElement;
    }
}
