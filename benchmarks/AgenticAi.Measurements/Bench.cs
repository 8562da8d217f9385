using System.Collections.Concurrent;
using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Hosting;
using AgenticAi.Simulation;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Measurements;

/// <summary>The server as it runs in production, between a simulated telephone network and a simulated model, in one process.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private const string ApiKey = "sk-measurements-of-the-simulated-server";
    private const string AuthToken = "measurements-auth-token";

    private readonly DirectoryInfo _folder;
    private readonly AgenticAiServer _server;
    private readonly SimulatedTwilio _phone;
    private TimeSpan _cpuBefore;

    private Bench(DirectoryInfo folder, SimulatedRealtimeServer model, AgenticAiServer server)
    {
        (_folder, Model, _server) = (folder, model, server);
        _phone = new SimulatedTwilio(
            new SimulatedTwilioOptions { WebhookUrl = new Uri(server.Url, "/twilio/voice"), AuthToken = AuthToken });
    }

    public SimulatedRealtimeServer Model { get; }

    /// <summary>The codes with which the model refused events.</summary>
    public required IReadOnlyCollection<string> Refused { get; init; }

    /// <summary>The same with how often each came.</summary>
    public string RefusedText =>
        Refused.Count == 0 ? "none" : string.Join(", ", Refused.CountBy(code => code).Select(code => $"{code.Value} {code.Key}"));

    public static Task<Bench> OpenAsync(Func<ReplyRequest, AgentReply?> replies, params FaultPlan[] faults) =>
        OpenAsync(options => options with { Replies = replies, Faults = faults }, config => config);

    public static async Task<Bench> OpenAsync(
        Func<SimulatedRealtimeOptions, SimulatedRealtimeOptions> simulated, Func<AgenticAiConfig, AgenticAiConfig> configure)
    {
        var refused = new ConcurrentBag<string>();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("agenticai-measurements-");
        SimulatedRealtimeServer model = await SimulatedRealtimeServer.StartAsync(
            simulated(new SimulatedRealtimeOptions
            {
                ApiKey = ApiKey,
                KeptSamples = 0,
                KeptEvents = 0,
                OnActivity = activity =>
                {
                    if (activity is EventRefused refusal) refused.Add(refusal.Code ?? refusal.Message);
                },
            }),
            CancellationToken.None);
        var config = new AgenticAiConfig
        {
            OpenAIRealtime =
                new OpenAIRealtimeConfig { ApiKey = new Secret(ApiKey), Url = model.Url, AudioFormat = AudioFormatSetting.Pcmu },
            Twilio = new TwilioConfig { AuthToken = new Secret(AuthToken) },
            Server = new ServerConfig { Host = "127.0.0.1", Port = 0 },
            Journal = new JournalConfig { Connection = $"Data Source={Path.Combine(folder.FullName, "journal.db")}" },
        };
        AgenticAiServer server = await AgenticAiServer.StartAsync(
            configure(config), logging => logging.SetMinimumLevel(LogLevel.None), TimeProvider.System, CancellationToken.None);
        return new Bench(folder, model, server) { Refused = refused };
    }

    public async Task<CallRecord> CallAsync(CallPlan plan, TimeSpan after)
    {
        await Task.Delay(after, TimeProvider.System); // the calls of a measurement begin one after the other
        return await _phone.CallAsync(plan, CancellationToken.None);
    }

    /// <summary>What was used until now does not count.</summary>
    public void ResetCpu() => _cpuBefore = Environment.CpuUsage.TotalTime;

    /// <summary>CPU of everything in the process, the simulators included, since <see cref="ResetCpu"/>.</summary>
    public double CpuPerCallSecond(IEnumerable<CallRecord> records) =>
        (Environment.CpuUsage.TotalTime - _cpuBefore).TotalMilliseconds
        / records.Sum(record => (record.Stream.EndedAt - record.Stream.StartedAt).TotalSeconds);

    public async Task<ConversationReport> ReportAsync(string callSid)
    {
        if (_server.Calls.Find(callSid) is { } call) await call.Completion;
        IConversationArchive journal = _server.Services.GetRequiredService<IConversationArchive>();
        List<JournaledEvent> events = [];
        await foreach (JournaledEvent stored in journal.ReadAsync(callSid, afterSequence: 0, CancellationToken.None)) events.Add(stored);
        return ConversationReport.Of(events);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync(hurry: Task.CompletedTask);
        await _server.DisposeAsync();
        await Model.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
