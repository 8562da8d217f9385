using AgenticAi.Calls;
using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Hosting;
using AgenticAi.Journal;
using AgenticAi.Tests.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Tests.Hosting;

/// <summary>Connections that the server opens by itself, looked at where its parts get their clients: in the registered services.</summary>
public sealed class OutboundHttpTests : IAsyncDisposable
{
    private const string Yaml = """
        openai_realtime: { api_key: sk-test }
        twilio:
          validate_signatures: false
          account_sid: AC0123456789abcdef0123456789abcdef
          auth_token: secret
          api_url: "https://twilio.invalid/"
        commands: { road: transcripts }
        agent: { gateway: process, process: { program: "true" } }
        intents: { analyzer: openai, openai: { api_key: sk-test, url: "https://model.invalid/v1" } }
        """;

    private readonly List<string> _connectedTo = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agenticai-outbound-");
    private ServiceProvider? _services;
    private JournalDatabase? _journal;

    [Fact]
    public async Task Connections_are_renewed_so_that_a_service_that_moves_is_found()
    {
        var handler = (await ServicesAsync()).GetRequiredService<SocketsHttpHandler>();
        handler.PooledConnectionLifetime.ShouldBe(TimeSpan.FromMinutes(5));
        handler.PooledConnectionIdleTimeout.ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Twilio_and_the_model_are_reached_through_the_one_handler()
    {
        ServiceProvider services = await ServicesAsync();
        services.GetRequiredService<SocketsHttpHandler>().ConnectCallback = (context, _) =>
        {
            _connectedTo.Add(context.DnsEndPoint.Host);
            throw new IOException("No connection is wanted.");
        };
        var parts = services.GetRequiredService<CallServices>();
        await parts.Twilio.ShouldNotBeNull().CheckAccountAsync(TestContext.Current.CancellationToken);
        await Should.ThrowAsync<IntentAnalysisException>(parts.Analyzer.ShouldNotBeNull().AnalyzeAsync(
            new IntentQuestion("Hello.", ConversationMemory.None), TestContext.Current.CancellationToken));
        _connectedTo.ShouldBe(["twilio.invalid", "model.invalid"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null) await _services.DisposeAsync();
        if (_journal is not null) await _journal.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<ServiceProvider> ServicesAsync()
    {
        AgenticAiConfig config = Sample.Valid(Yaml);
        _journal = await JournalDatabase.OpenAsync(
            JournalProvider.Sqlite, $"Data Source={Path.Combine(_folder.FullName, "journal.db")}", new JournalOptions(),
            TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddAgenticAi(config, CallSettings.Of(config), _journal, TimeProvider.System);
        return _services = services.BuildServiceProvider();
    }
}
