using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Hosting;
using AgenticAi.Journal;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Spectre.Console;

namespace AgenticAi.Demo;

/// <summary>
/// One call from the first ring to its replay: the real server on a free port, phoned by a simulated Twilio with recorded speech,
/// answered by a simulated Realtime server. Everything between them is what runs in production.
/// </summary>
internal static class DemoCall
{
    /// <summary>The fault in which the model's connection goes away.</summary>
    public const string DropModel = "drop-model";

    /// <summary>The answer in which that happens, and how much of it was sent by then.</summary>
    private static readonly FaultPlan Drop = new(new InResponse(3, TimeSpan.FromSeconds(1)), new ResetFault());

    /// <summary>What is left of it to say.</summary>
    private static readonly AgentReply RestOfAnswer = AgentReply.Say("is. Shall I send you a confirmation?");

    private const string ApiKey = "sk-demo-key-for-the-simulated-server";
    private const string AuthToken = "demo-auth-token";
    private const int WideOutput = 200;

    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(
        DirectoryInfo folder, string audioFormat, string? fault, TimeProvider time, CancellationToken cancellationToken)
    {
        folder.Create();
        IAnsiConsole console = AnsiConsole.Console;
        // Without a terminal there is no width to keep to.
        if (!console.Profile.Out.IsTerminal) console.Profile.Width = WideOutput;
        var screen = new DemoScreen(console, time);
        var steps = new DemoSteps(console);
        Scenario scenario = Scenario.Embedded("demo");
        string journal = Path.Combine(folder.FullName, "agenticai.db");
        string callSid;
        CallRecord record;

        console.MarkupLineInterpolated($"[bold]{scenario.About}[/]");
        await using (SimulatedRealtimeServer model = await SimulatedRealtimeServer.StartAsync(
            new SimulatedRealtimeOptions
            {
                ApiKey = ApiKey,
                Scenario = scenario,
                OnActivity = screen.OnModel,
                Faults = fault == DropModel ? [Drop] : [],
                Replies = request => request.Instructions?.Contains("Go on", StringComparison.Ordinal) == true ? RestOfAnswer : null,
            },
            cancellationToken))
        await using (AgenticAiServer server = await AgenticAiServer.StartAsync(
            ConfigurationOf(model.Url, audioFormat, journal),
            logging => logging.AddProvider(NullLoggerProvider.Instance), time, cancellationToken))
        {
            var phone = new SimulatedTwilio(new SimulatedTwilioOptions
            {
                WebhookUrl = new Uri(server.Url, TwilioPaths.Voice),
                AuthToken = AuthToken,
            });
            record = await phone.CallAsync(CallPlan.ForScenario(scenario) with { OnEvent = screen.OnPhone }, cancellationToken);
            callSid = record.CallSid;
            await server.StopAsync(hurry: Task.CompletedTask);
            steps.Check(server.Calls.Count == 0, "the server let go of the call");
            await Task.WhenAny(model.AllClosedAsync(cancellationToken), Task.Delay(GoodbyeLimit, time, cancellationToken));
            steps.Check(model.OpenSessions == 0, "the model's session was closed");
            steps.Check(
                model.Sessions.All(session => session.RefusedEvents == 0), "the model's server refused nothing that was sent to it");
            steps.Check(
                model.Sessions.Count == (fault is null ? 1 : 2), fault is null ? "one session was enough" : "a second session took over");
        }

        CheckCall(record, scenario, steps);
        string recording = Path.Combine(folder.FullName, $"{callSid}.wav");
        await using (FileStream file = File.Create(recording)) record.WriteStereoWav(file);
        steps.Check(
            new FileInfo(recording).Length > 0,
            $"the call was recorded, caller left, agent right: {Path.GetRelativePath(".", recording)}");

        ConversationReport report = await ReplayAsync(journal, callSid, time, cancellationToken);
        CheckReplay(report, scenario, isWhole: fault is null, steps);
        console.WriteLine();
        console.WriteLine(report.ToText());
        return steps.AllHeld ? 0 : 1;
    }

    private static AgenticAiConfig ConfigurationOf(Uri model, string audioFormat, string journal) => new()
    {
        OpenAIRealtime = new OpenAIRealtimeConfig
        {
            ApiKey = new Secret(ApiKey),
            Url = model,
            AudioFormat = audioFormat == "pcmu" ? AudioFormatSetting.Pcmu : AudioFormatSetting.Pcm16,
        },
        Twilio = new TwilioConfig { AuthToken = new Secret(AuthToken) },
        Server = new ServerConfig { Host = "127.0.0.1", Port = 0 },
        Journal = new JournalConfig { Connection = $"Data Source={journal}" },
        Commands = new CommandsConfig { Road = CommandRoad.Tool },
        Agent = new AgentConfig { Gateway = AgentGatewaySetting.Process, Process = ExampleAgent },
    };

    /// <summary>The example of samples/ExampleAgent, which is built with this program.</summary>
    private static ProcessAgentConfig ExampleAgent => new()
    {
        Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ExampleAgent.exe" : "ExampleAgent"),
        Environment = ["PATH", "HOME", "DOTNET_ROOT"],
    };

    private static void CheckCall(CallRecord record, Scenario scenario, DemoSteps steps)
    {
        steps.Check(record.End == Simulation.Twilio.CallEndReason.TwimlHangup, "the agent hung up, though the caller stayed on the line");
        steps.Check(record.Errors.Count == 0, "Twilio had nothing to complain about");
        steps.Check(record.Said.Count == scenario.Utterances.Count(), "the caller said every line");
        steps.Check(record.Stream.Played > 0 && record.Stream.Unplayed == 0, "it hung up after its last word was played");
        steps.Check(record.Stream.Clears.Count == 1, "when the caller cut in, the agent fell silent");
    }

    private static async Task<ConversationReport> ReplayAsync(
        string path, string callSid, TimeProvider time, CancellationToken cancellationToken)
    {
        await using JournalDatabase journal = await JournalDatabase.OpenAsync(
            JournalProvider.Sqlite, $"Data Source={path}", new JournalOptions(), time, NullLogger.Instance, cancellationToken);
        List<JournaledEvent> events = [];
        await foreach (JournaledEvent stored in journal.Archive.ReadAsync(callSid, afterSequence: 0, cancellationToken)) events.Add(stored);
        return ConversationReport.Of(events);
    }

    private static void CheckReplay(ConversationReport report, Scenario scenario, bool isWhole, DemoSteps steps)
    {
        string[] caller = [.. report.Entries.Where(entry => entry is { Kind: "caller", Text: not null }).Select(entry => entry.Text!)];
        string[] agent = [.. report.Entries.Where(entry => entry.Kind == "assistant").Select(entry => entry.Text ?? "")];
        string[] replies = [.. scenario.Replies.Select(Spoken)];
        steps.Check(caller.SequenceEqual(scenario.Utterances), "the journal tells everything the caller said, in order");
        if (isWhole) steps.Check(agent.SequenceEqual(replies), "the journal tells everything the agent said, in order");
        else steps.Check(report.Entries.Any(entry => entry.Kind == "model-lost"), "the journal knows when the model was lost");
        ReportEntry? done = report.Entries.SingleOrDefault(entry => entry.Kind == ConversationEventJson.NameOf<CommandCompleted>());
        steps.Check(done is not null, $"an agent did what the caller asked for: {done?.Text}");
        ReportEntry[] cut = [.. report.Entries.Where(entry => entry.Interrupted)];
        steps.Check(cut is [{ HeardText.Length: > 0 }] && cut[0].Text!.StartsWith(cut[0].HeardText!, StringComparison.Ordinal),
            $"the journal knows what of the interrupted sentence was heard: {cut.FirstOrDefault()?.HeardText}");
        steps.Check(report.EndReason == Conversations.CallEndReason.AgentHungUp, "the journal knows that the agent hung up");
    }

    /// <summary>What is said of a reply: at once, and when its function has an output.</summary>
    private static string Spoken(AgentReply reply) =>
        string.Concat(reply.Parts.OfType<SpokenPart>().Select(part => part.Text)) + (reply.Then is { } then ? Spoken(then) : "");
}
