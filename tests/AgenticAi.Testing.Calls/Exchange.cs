using AgenticAi.Calls.Audio;
using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Hosting;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Simulation.Twilio.Rest;
using AgenticAi.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Tests.Calls;

/// <summary>
/// The real server between a simulated telephone network and a simulated model, on free loopback ports, with a journal of its own.
/// At its end nothing may be open, lent, or logged as an error.
/// </summary>
internal sealed class Exchange : IAsyncDisposable
{
    public const string ApiKey = "sk-test-0123456789abcdef0123456789abcdef";
    public const string AuthToken = "0123456789abcdef0123456789abcdef";

    private const string AccountSid = "AC00000000000000000000000000000000";

    private readonly string _folder;
    private readonly AgenticAiConfig _config;
    private readonly LogLevel _logLevel;
    private readonly TimeProvider _time;

    private Exchange(
        string folder, AgenticAiConfig config, LogLevel logLevel, TimeProvider time, SimulatedRealtimeServer model, SimulatedTwilioApi? api,
        AgenticAiServer server, RecordingLoggerFactory log)
    {
        _folder = folder;
        _config = config;
        _logLevel = logLevel;
        _time = time;
        Api = api;
        Model = model;
        Server = server;
        Log = log;
    }

    public SimulatedRealtimeServer Model { get; }

    /// <summary>Twilio's REST interface; null when the server has no credentials for it.</summary>
    public SimulatedTwilioApi? Api { get; }

    public AgenticAiServer Server { get; private set; }

    public RecordingLoggerFactory Log { get; }

    /// <summary>Errors that a test expects in the log, by a part of their text.</summary>
    public List<string> ExpectedErrors { get; } = [];

    /// <summary>The file of the journal.</summary>
    public string JournalPath => Path.Combine(_folder, "journal.db");

    public IConversationJournal Journal => Server.Services.GetRequiredService<IConversationJournal>();

    public AudioBuffers Buffers => Server.Services.GetRequiredService<AudioBuffers>();

    public HttpClient Http { get; } = ShortConnections.Client();

    public static async Task<Exchange> OpenAsync(
        Func<SimulatedRealtimeOptions, SimulatedRealtimeOptions>? model = null,
        Func<AgenticAiConfig, AgenticAiConfig>? config = null,
        LogLevel logLevel = LogLevel.Debug,
        SimulatedTwilioApiOptions? api = null,
        TimeProvider? time = null)
    {
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        string folder = Directory.CreateTempSubdirectory("agenticai-test-").FullName;
        var options = new SimulatedRealtimeOptions { ApiKey = ApiKey, Scenario = Scenario.Embedded("short"), Latency = TimeSpan.FromMilliseconds(20) };
        SimulatedRealtimeServer realtime = await SimulatedRealtimeServer.StartAsync(model?.Invoke(options) ?? options, cancelled);
        SimulatedTwilioApi? rest = api is null
            ? null
            : await SimulatedTwilioApi.StartAsync(api with { AccountSid = AccountSid, AuthToken = AuthToken }, cancelled);
        var log = new RecordingLoggerFactory();
        var settings = new AgenticAiConfig
        {
            OpenAIRealtime = new OpenAIRealtimeConfig { ApiKey = new Secret(ApiKey), Url = realtime.Url },
            Twilio = TwilioWith(rest),
            Server = new ServerConfig { Host = "127.0.0.1", Port = 0, DrainTimeout = TimeSpan.FromSeconds(20) },
            Journal = new JournalConfig { Connection = $"Data Source={Path.Combine(folder, "journal.db")}" },
        };
        settings = config?.Invoke(settings) ?? settings;
        TimeProvider clock = time ?? TimeProvider.System;
        return new Exchange(folder, settings, logLevel, clock, realtime, rest, await StartAsync(settings, logLevel, clock, log), log);
    }

    /// <summary>
    /// The server goes down without waiting for its calls and is started again. Until the new one listens, <see cref="Phone"/> finds
    /// nobody there.
    /// </summary>
    public async Task RestartAsync()
    {
        await Server.StopAsync(hurry: Task.CompletedTask).Within();
        Buffers.Outstanding.ShouldBe(0, "every audio buffer comes back");
        await Server.DisposeAsync();
        Server = await StartAsync(_config, _logLevel, _time, Log);
    }

    private static Task<AgenticAiServer> StartAsync(AgenticAiConfig config, LogLevel logLevel, TimeProvider time, RecordingLoggerFactory log) =>
        AgenticAiServer.StartAsync(
            config,
            logging => logging.SetMinimumLevel(logLevel).AddProvider(log),
            services => services.AddSingleton(_ => ShortConnections.Client()),
            time,
            TestContext.Current.CancellationToken);

    /// <summary>A telephone network that phones this server.</summary>
    public SimulatedTwilio Phone(Func<SimulatedTwilioOptions, SimulatedTwilioOptions>? change = null)
    {
        var options = new SimulatedTwilioOptions
        {
            WebhookUrl = new Uri(Server.Url, TwilioPaths.Voice),
            AccountSid = AccountSid,
            AuthToken = AuthToken,
            Api = Api,
        };
        return new SimulatedTwilio(change?.Invoke(options) ?? options);
    }

    public Task<CallRecord> CallAsync(CallPlan plan) => Phone().CallAsync(plan, TestContext.Current.CancellationToken).Within();

    /// <summary>What the journal tells of a call once the server has let go of it.</summary>
    public async Task<ConversationReport> ReportAsync(string callSid)
    {
        if (Server.Calls.Find(callSid) is { } call) await call.Completion.Within();
        List<JournaledEvent> events = [];
        await foreach (JournaledEvent stored in Journal.ReadAsync(callSid, 0, TestContext.Current.CancellationToken)) events.Add(stored);
        return ConversationReport.Of(events);
    }

    private static TwilioConfig TwilioWith(SimulatedTwilioApi? api)
    {
        var config = new TwilioConfig { AuthToken = new Secret(AuthToken) };
        return api is null ? config : config with { AccountSid = AccountSid, ApiUrl = api.Url };
    }

    public async ValueTask DisposeAsync()
    {
        await Server.StopAsync(hurry: Task.CompletedTask).Within();
        Server.Calls.Count.ShouldBe(0);
        Buffers.Outstanding.ShouldBe(0, "every audio buffer comes back");
        await Server.DisposeAsync();
        await Model.AllClosedAsync(CancellationToken.None).Within();
        await Model.DisposeAsync();
        if (Api is not null) await Api.DisposeAsync();
        Http.Dispose();
        Directory.Delete(_folder, recursive: true);
        Log.ShouldHaveNoErrors([.. ExpectedErrors]);
    }
}
