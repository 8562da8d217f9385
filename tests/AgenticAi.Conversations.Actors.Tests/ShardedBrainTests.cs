using AgenticAi.Conversations.Actors.Hosting;
using AgenticAi.Conversations.Tests;
using AgenticAi.Testing;
using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Hosting;
using Akka.Remote.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Conversations.Actors.Tests;

/// <summary>The same brains and relays in a shard region, with a cluster of one.</summary>
public sealed class ShardedBrainTests : IAsyncLifetime
{
    private readonly InMemoryJournal _journal = new();
    private readonly RecordingEffects _effects = new();
    private IHost? _host;
    private int _relays;

    private ActorSystem System => _host!.Services.GetRequiredService<ActorSystem>();

    public async Task InitializeAsync()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddAkka("cluster", configure => configure
            .AddSetup(new EntryJournal.Store(_journal))
            .AddHocon(EntryJournal.Settings, HoconAddMode.Prepend)
            .WithRemoting("127.0.0.1", 0)
            .WithClustering()
            .WithShardedConversations(new CountingObserver()));
        _host = builder.Build();
        await _host.StartAsync();
        Akka.Cluster.Cluster cluster = Akka.Cluster.Cluster.Get(System);
        await cluster.JoinAsync(cluster.SelfAddress).Within();
    }

    public async Task DisposeAsync()
    {
        await System.Terminate().Within();
        _host!.Dispose();
    }

    [Fact]
    public async Task A_conversation_is_told_completed_and_continued_as_on_one_node()
    {
        BrainRelay first = Open();
        first.TryTell(Story.Start);
        first.TryTell(new RequestSpeech("s1", "Hello.", "api"));
        await first.CompleteAsync().Within();
        _effects.Performed.ShouldBe([new Speak("s1", "Hello.", "api")]);

        BrainRelay second = Open();
        (await second.Recovered.Within()).Started!.CallSid.ShouldBe("CA1");
        second.TryTell(new EndConversation(CallEndReason.Operator, null));
        await second.CompleteAsync().Within();

        StateText.Of(second.State).ShouldBe(StateText.Of(ConversationRules.Apply(ConversationState.New("c1"), _journal.Of("c1"))));
        _journal.Of<ConversationEnded>("c1").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_journal_that_fails_a_brain_costs_a_pause_and_nothing_else()
    {
        BrainRelay relay = Open(new RelayOptions { Gather = TimeSpan.Zero, AnswerLimit = TimeSpan.FromSeconds(1) });
        await relay.Recovered.Within();
        int tries = 0;
        _journal.BeforeAppend = _ => ++tries == 1 ? throw new JournalUnavailableException("disk full") : Task.CompletedTask;
        relay.TryTell(new PressDigit("1"));
        await relay.CompleteAsync().Within();

        relay.State.Digits.ShouldBe("1");
        relay.Health.JournalFailures.ShouldBeGreaterThan(0);
    }

    private BrainRelay Open(RelayOptions? options = null) => new ConversationBrains(
        System, ActorRegistry.For(System).Get<ConversationBrains>(), options ?? new RelayOptions(), TimeProvider.System,
        () => $"relay-{Interlocked.Increment(ref _relays)}").Open("c1", _effects, NullLogger.Instance);
}
