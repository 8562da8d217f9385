using AgenticAi.Conversations;
using AgenticAi.Conversations.Actors;
using AgenticAi.Conversations.Actors.Hosting;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Journal.CrashWriter;

/// <summary>A node with a journal and the brains that write it, as a server has them, and nothing else of a server.</summary>
public sealed class JournalNode : IAsyncDisposable
{
    private static int _relays;

    private readonly IHost _host;
    private readonly ILogger _logger;
    private bool _isDisposed;

    private JournalNode(JournalDatabase database, IHost host, ILogger logger) => (Database, _host, _logger) = (database, host, logger);

    /// <summary>Where the conversations are.</summary>
    public JournalDatabase Database { get; }

    private ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    /// <summary>Starts the actor system on a journal that is open; both are closed together.</summary>
    public static async Task<JournalNode> StartAsync(JournalDatabase database, ILogger logger)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddAkka("node", configure => configure
            .AddHocon("akka { loglevel = OFF, stdout-loglevel = OFF, coordinated-shutdown.exit-clr = off }", HoconAddMode.Prepend)
            .WithConversationJournal(database, TimeProvider.System)
            .WithConversations(database.Status));
        IHost host = builder.Build();
        await host.StartAsync();
        return new JournalNode(database, host, logger);
    }

    /// <summary>Takes part in a conversation whose effects nobody performs.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="options">How; as in production unless given.</param>
    /// <param name="time">The clock of its commands; the system's unless given.</param>
    public BrainRelay Open(string conversationId, RelayOptions? options = null, TimeProvider? time = null) => new ConversationBrains(
        System, ActorRegistry.For(System).Get<ConversationBrains>(), options ?? new RelayOptions(), time ?? TimeProvider.System,
        static () => $"relay-{Environment.ProcessId}-{Interlocked.Increment(ref _relays)}").Open(conversationId, new NoEffects(), _logger);

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        await System.Terminate();
        await _host.StopAsync();
        _host.Dispose();
        await Database.DisposeAsync();
    }

    private sealed class NoEffects : IConversationEffects
    {
        public void Perform(ConversationEffect effect)
        {
        }
    }
}
