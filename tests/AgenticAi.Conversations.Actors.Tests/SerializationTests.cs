using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using AgenticAi.Conversations.Actors.Hosting;
using AgenticAi.Conversations.Tests;
using Akka.Actor;
using Akka.Hosting;
using Akka.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AgenticAi.Conversations.Actors.Tests;

/// <summary>What is stored, and what crosses from node to node, keeps its form.</summary>
public sealed class SerializationTests : IAsyncLifetime
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 11, 2, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567);

    private readonly IHost _host = Host.CreateEmptyApplicationBuilder(null).With(services => services.AddAkka(
        "forms", builder => builder.WithConversationSerializer()));

    private static ConversationEntry Entry { get; } = EntryOf(Story.Start, new PressDigit("1"), Story.Start, new RequestSpeech("s1", "Grüß \"Gott\"", "api"));

    /// <summary>One of every kind of message.</summary>
    private static IBrainMessage[] Messages { get; } =
    [
        new BrainProtocol.Deliver("c1", "me", 7, 3, [new TimedCommand(new PressDigit("1"), At), new TimedCommand(Story.Start, At.AddTicks(1))]),
        new BrainProtocol.Leave("c1"),
        new BrainProtocol.Taken("me", 8, 4, [Entry], IsAnew: true, [new FailedCommand("PressDigit", "why")]),
        new BrainProtocol.Unavailable("me", "disk full"),
        new BrainProtocol.Refused("me", "no such row"),
        new BrainProtocol.Unreadable("me", "a newer version"),
    ];

    public static TheoryData<string> Kinds => [.. Messages.Select(message => message.GetType().Name), "StoredEntry"];

    private ActorSystem System => _host.Services.GetRequiredService<ActorSystem>();

    public Task InitializeAsync() => _host.StartAsync();

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    [Fact]
    public void Every_kind_of_message_is_among_the_samples() =>
        typeof(IBrainMessage).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IBrainMessage)) && !type.IsInterface)
            .ShouldBe(Messages.Select(message => message.GetType()), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_is_read_is_what_was_written(string kind)
    {
        object message = Messages.FirstOrDefault(message => message.GetType().Name == kind) ?? (object)StoredEntry.Of(Entry);
        (byte[] bytes, string manifest, Serializer serializer) = Write(message);
        object read = System.Serialization.Deserialize(bytes, serializer.Identifier, manifest);

        read.ShouldBeOfType(message.GetType());
        Write(read).Bytes.ShouldBe(bytes);
        (serializer.Identifier, manifest.Length).ShouldBe((7701, 3));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_form_of_each_is_the_one_that_was_released(string kind)
    {
        object message = Messages.FirstOrDefault(message => message.GetType().Name == kind) ?? (object)StoredEntry.Of(Entry);
        (byte[] bytes, string manifest, _) = Write(message);
        string golden = Path.Combine(Folder(), $"{manifest}.json");

        Encoding.UTF8.GetString(bytes).ShouldBe(File.ReadAllText(golden).TrimEnd());
    }

    [Fact]
    public void An_entry_of_an_unknown_form_is_for_its_brain_to_tell_of()
    {
        var read = System.Serialization.Deserialize([1, 2, 3], 7701, "ce9").ShouldBeOfType<StoredEntry>();

        Should.Throw<UnknownEventException>(() => read.Read("c1")).Message.ShouldContain("'ce9'");
        Should.Throw<UnknownEventException>(() => (read with { Manifest = "ce1" }).Read("c1")).Message.ShouldContain("c1");
    }

    [Fact]
    public void What_is_not_registered_is_refused_and_not_written_with_the_name_of_its_type() =>
        Should.Throw<Exception>(() => Write(new NotRegistered("x"))).Message.ShouldContain(nameof(NotRegistered));

    private (byte[] Bytes, string Manifest, Serializer Serializer) Write(object message)
    {
        Serializer serializer = System.Serialization.FindSerializerFor(message);
        return (serializer.ToBinary(message), Akka.Serialization.Serialization.ManifestFor(serializer, message), serializer);
    }

    private static ConversationEntry EntryOf(params ImmutableArray<ConversationCommand> commands)
    {
        BatchDecision decision = BatchDecision.Of(ConversationState.New("c1"), commands.Select((command, n) => new TimedCommand(command, At.AddTicks(n))));
        return new ConversationEntry("c1", new CommandNumber("me", commands.Length), decision.Commands, decision.Events);
    }

    private static string Folder([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "Golden");

    private sealed record NotRegistered(string Text);
}

file static class Building
{
    public static IHost With(this HostApplicationBuilder builder, Action<IServiceCollection> add)
    {
        add(builder.Services);
        return builder.Build();
    }
}
