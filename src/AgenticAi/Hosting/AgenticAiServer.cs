using System.Net;
using AgenticAi.Calls;
using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Calls.Actors.Telemetry;
using AgenticAi.Calls.Costs;
using AgenticAi.Configuration;
using AgenticAi.Journal;
using AgenticAi.Logging;
using AgenticAi.Routes;
using AgenticAi.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace AgenticAi.Hosting;

/// <summary>The whole server in one process: web host, calls, journal and metrics. Starts once, stops once.</summary>
public sealed class AgenticAiServer : IAsyncDisposable
{
    /// <summary>Sockets that have not shown their token yet, beyond those of running calls.</summary>
    private const int SpareSockets = 100;

    private readonly AgenticAiConfig _config;
    private readonly WebApplication _app;
    private readonly JournalDatabase _journal;
    private readonly MeterProvider? _export;

    private AgenticAiServer(AgenticAiConfig config, WebApplication app, JournalDatabase journal)
    {
        _config = config;
        _app = app;
        _journal = journal;
        // The first use makes the instruments, which the export must find.
        Calls = app.Services.GetRequiredService<CallRegistry>();
        _ = app.Services.GetRequiredService<BrainMetrics>();
        _ = app.Services.GetRequiredService<JournalMetrics>();
        _ = app.Services.GetRequiredService<ActorSystemMetrics>();
        _export = MetricExport.Start(config.Telemetry);
        Logger = app.Services.GetRequiredService<ILogger<AgenticAiServer>>();
    }

    /// <summary>The address it listens on, with the port it was given.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The live calls.</summary>
    public CallRegistry Calls { get; }

    /// <summary>Everything the server is made of, for tests that look inside.</summary>
    internal IServiceProvider Services => _app.Services;

    private ILogger<AgenticAiServer> Logger { get; }

    /// <summary>Opens the journal, builds the host and listens.</summary>
    /// <param name="config">A validated configuration.</param>
    /// <param name="configureLogging">Replaces the configured logging; null to keep it.</param>
    /// <param name="time">The clock of everything in it.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <exception cref="ArgumentException">The settings of the session contradict each other or the model.</exception>
    /// <exception cref="Conversations.JournalUnavailableException">The journal cannot be opened.</exception>
    /// <exception cref="JournalSchemaException">The journal is of another version.</exception>
    /// <exception cref="IOException">The address is in use.</exception>
    public static Task<AgenticAiServer> StartAsync(
        AgenticAiConfig config, Action<ILoggingBuilder>? configureLogging, TimeProvider time, CancellationToken cancellationToken) =>
        StartAsync(config, configureLogging, replaceParts: null, time, cancellationToken);

    /// <summary>The same, with other parts in the place of some of its own.</summary>
    internal static async Task<AgenticAiServer> StartAsync(
        AgenticAiConfig config, Action<ILoggingBuilder>? configureLogging, Action<IServiceCollection>? replaceParts, TimeProvider time,
        CancellationToken cancellationToken)
    {
        CallOptions options = CallSettings.Of(config);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        if (configureLogging is null) builder.Logging.AddAgenticAiLogging(config.Logging);
        else configureLogging(builder.Logging.ClearProviders());
        // Signals are ours: calls must be let out before the listener closes.
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentUpgradedConnections = config.Server.MaxCalls + SpareSockets;
            if (config.Server.Host == "localhost") kestrel.ListenLocalhost(config.Server.Port);
            else kestrel.Listen(IPAddress.Parse(config.Server.Host), config.Server.Port);
        });

        using ILoggerFactory early = LoggerFactory.Create(configureLogging ?? (logging => logging.AddAgenticAiLogging(config.Logging)));
        JournalDatabase journal = await JournalDatabase.OpenAsync(
            config.Journal.Provider, config.Journal.Connection, config.Journal.Options, time, early.CreateLogger<JournalDatabase>(),
            cancellationToken);
        builder.Services.AddAgenticAi(config, options, journal, time);
        replaceParts?.Invoke(builder.Services);
        WebApplication app = builder.Build();
        app.UseWebSockets(LineWatch.Options);
        app.MapAgenticAi();
        var server = new AgenticAiServer(config, app, journal);
        try
        {
            // Before the first call: a day that is spent stays spent when the server starts anew.
            if (app.Services.GetService<JournalSpending>() is { } spending)
            {
                await journal.ReadModel.CatchUpAsync(cancellationToken);
                await spending.StartAsync(cancellationToken);
            }

            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        server.Url = Reachable(app.Urls.First());
        string webhook = new Uri(config.Server.PublicUrl ?? server.Url, TwilioPaths.Voice).ToString();
        server.Logger.Listening(app.Urls.First(), webhook);
        return server;
    }

    /// <summary>An address that listens everywhere, as this machine reaches it.</summary>
    private static Uri Reachable(string listening) => new(
        listening.Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal).Replace("[::]", "[::1]", StringComparison.Ordinal));

    /// <summary>Takes no more calls, lets those that run go on for as long as configured, ends the rest, and stops listening.</summary>
    /// <param name="hurry">Completes when nobody wants to wait for calls any more.</param>
    public async Task StopAsync(Task hurry)
    {
        await Calls.DrainAsync(_config.Server.DrainTimeout, hurry);
        await _app.StopAsync();
        Logger.Stopped();
    }

    public async ValueTask DisposeAsync()
    {
        await Calls.DrainAsync(TimeSpan.Zero, Task.CompletedTask);
        // The last export reads the instruments, which go with the application.
        _export?.Dispose();
        await _app.DisposeAsync();
        await _journal.DisposeAsync();
    }
}
