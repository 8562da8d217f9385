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
/// <remarks>
/// All three take the time from one clock, which runs <see cref="Speed"/> times as fast as the real one if the machine
/// keeps up. What does not ask a clock is real all the same: pings of WebSockets, the waits of SQLite, HTTP. A test about real time gives
/// the real clock and says why.
/// </remarks>
internal sealed class Exchange : IAsyncDisposable
{
    /// <summary>How many times as fast as the real one the clock of a call is. A frame of 20 ms then comes every 4 ms.</summary>
    public const int Speed = 5;

    public const string ApiKey = "sk-test-0123456789abcdef0123456789abcdef";
    public const string AuthToken = "0123456789abcdef0123456789abcdef";

    /// <summary>
    /// From the creation of a response to its first audio: 20 ms of real time, which is long for a message over the loopback interface.
    /// A model is never so quick that it answers before it could be told not to.
    /// </summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(20 * Speed);

    /// <summary>
    /// The compiler needs some hundred milliseconds for the first call of a process, which is seconds on a clock that hurries: so there
    /// is one before it that nobody judges, and its clock does not.
    /// </summary>
    private static Task? _compiled;

    private static readonly Lock Gate = new();

    private const string AccountSid = "AC00000000000000000000000000000000";

    private readonly string _folder;
    private readonly AgenticAiConfig _config;
    private readonly LogLevel _logLevel;

    private Exchange(
        string folder, AgenticAiConfig config, LogLevel logLevel, TimeProvider time, SimulatedRealtimeServer model, SimulatedTwilioApi? api,
        AgenticAiServer server, RecordingLoggerFactory log)
    {
        _folder = folder;
        _config = config;
        _logLevel = logLevel;
        Time = time;
        Api = api;
        Model = model;
        Server = server;
        Log = log;
    }

    /// <summary>The one clock of the server, the telephone network and the model.</summary>
    public TimeProvider Time { get; }

    public SimulatedRealtimeServer Model { get; }

    /// <summary>Twilio's REST interface; null when the server has no credentials for it.</summary>
    public SimulatedTwilioApi? Api { get; }

    public AgenticAiServer Server { get; private set; }

    public RecordingLoggerFactory Log { get; }

    /// <summary>Errors that a test expects in the log, by a part of their text.</summary>
    public List<string> ExpectedErrors { get; } = [];

    /// <summary>The file of the journal.</summary>
    public string JournalPath => _config.Journal.Connection["Data Source=".Length..];

    public IConversationArchive Journal => Server.Services.GetRequiredService<IConversationArchive>();

    public AudioBuffers Buffers => Server.Services.GetRequiredService<AudioBuffers>();

    public HttpClient Http { get; } = ShortConnections.Client();

    /// <param name="model">Changes the simulated model.</param>
    /// <param name="config">Changes the configuration of the server.</param>
    /// <param name="logLevel">The least that is logged.</param>
    /// <param name="api">Twilio's REST interface; none unless given.</param>
    /// <param name="time">The clock of all; for a test about real time the system's.</param>
    public static async Task<Exchange> OpenAsync(
        Func<SimulatedRealtimeOptions, SimulatedRealtimeOptions>? model = null,
        Func<AgenticAiConfig, AgenticAiConfig>? config = null,
        LogLevel logLevel = LogLevel.Debug,
        SimulatedTwilioApiOptions? api = null,
        TimeProvider? time = null)
    {
        if (time is null) await CompileAsync();
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        TimeProvider clock = time ?? new ScaledTimeProvider(Speed);
        string folder = Directory.CreateTempSubdirectory("agenticai-test-").FullName;
        var options = new SimulatedRealtimeOptions
        {
            ApiKey = ApiKey,
            Scenario = Scenario.Embedded("short"),
            Latency = Latency,
            Time = clock,
        };
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
        Server = await StartAsync(_config, _logLevel, Time, Log);
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
            Time = Time,
        };
        return new SimulatedTwilio(change?.Invoke(options) ?? options);
    }

    public Task<CallRecord> CallAsync(CallPlan plan) => Phone().CallAsync(plan, TestContext.Current.CancellationToken).Within();

    /// <summary>What the journal tells of a call once the server has let go of it.</summary>
    public async Task<ConversationReport> ReportAsync(string callSid)
    {
        if (Server.Calls.Find(callSid) is { } call) await call.Completion.Within();
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        return ConversationReport.Of(await Journal.ReadAsync(callSid, 0, cancelled).ToListAsync(cancelled));
    }

    /// <summary>A session of the model that hears the caller.</summary>
    /// <param name="number">0 for the first.</param>
    public async Task<RealtimeSession> HeardAsync(int number)
    {
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        RealtimeSession session = await Model.SessionAsync(number, cancelled).Within();
        await session.WaitAsync(known => known.ReceivedDuration > TimeSpan.Zero, cancelled).Within();
        return session;
    }

    /// <summary>Waits until an event of a call is in the journal.</summary>
    public Task WhenJournalAsync(string callSid, Func<ConversationEvent, bool> test)
    {
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        return Eventually.TrueAsync(
            () => Journal.ReadAsync(callSid, 0, cancelled).AnyAsync(stored => test(stored.Event), cancelled),
            $"an event in the journal of {callSid}");
    }

    private static Task CompileAsync()
    {
        lock (Gate) return _compiled ??= CallUnjudgedAsync();
    }

    private static async Task CallUnjudgedAsync()
    {
        await using Exchange exchange = await OpenAsync(time: TimeProvider.System, logLevel: LogLevel.Error);
        await exchange.CallAsync(CallPlan.ForScenario(Scenario.Embedded("short")));
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
