using System.Text;

namespace AgenticAi.Conversations.Tests;

public class EventJsonTests
{
    /// <summary>Shapes that are not written any more, with what is read from them today.</summary>
    public static TheoryData<string, int, ConversationEvent> Former { get; } = new()
    {
        { "usage-reported", 1, new UsageReported("resp_1", new TokenUsage(120, 80, 40, 30, 50, 10, 30, 20)) },
    };

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, EventSamples.All.Count)];

    [Fact]
    public void Every_kind_of_event_has_a_sample_and_a_golden_file()
    {
        Type[] kinds = [.. typeof(ConversationEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ConversationEvent)))];

        EventSamples.All.Select(sample => sample.GetType()).ShouldBe(kinds, ignoreOrder: true);
        Directory.GetFiles(Golden).Length.ShouldBe(kinds.Length + Former.Count);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_stored_shape_is_the_one_of_the_golden_file(int sample)
    {
        StoredEvent stored = ConversationEventJson.Write(EventSamples.All[sample]);

        string golden = File.ReadAllText(Path.Combine(Golden, $"{stored.Name}.v{stored.Version}.json"));
        Encoding.UTF8.GetString(stored.Json.Span).ShouldBe(golden.TrimEnd('\n'));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void What_was_stored_is_read_back_equal(int sample)
    {
        StoredEvent stored = ConversationEventJson.Write(EventSamples.All[sample]);

        ConversationEventJson.Read(stored.Name, stored.Version, stored.Json.Span).ShouldBe(EventSamples.All[sample]);
    }

    [Theory]
    [MemberData(nameof(Former))]
    public void What_was_stored_in_a_former_shape_is_read_for_good(string name, int version, ConversationEvent today)
    {
        byte[] golden = File.ReadAllBytes(Path.Combine(Golden, $"{name}.v{version}.json"));

        ConversationEventJson.Read(name, version, golden).ShouldBe(today);
        ConversationEventJson.Write(today).Version.ShouldBeGreaterThan(version);
        Should.Throw<UnknownEventException>(() => ConversationEventJson.Read(name, version + 1, golden)).Message.ShouldContain(name);
    }

    [Fact]
    public void Nulls_are_stored_and_read_back()
    {
        var said = new AssistantSaid("i", "r", "t", HeardText: null, HeardMs: null, Interrupted: true);

        StoredEvent stored = ConversationEventJson.Write(said);

        Encoding.UTF8.GetString(stored.Json.Span).ShouldContain("\"heardText\":null,\"heardMs\":null");
        ConversationEventJson.Read(stored.Name, stored.Version, stored.Json.Span).ShouldBe(said);
    }

    [Theory]
    [InlineData("caller-whispered", 1, """{"itemId":"i"}""", "'caller-whispered'")]
    [InlineData("digit-pressed", 2, """{"digit":"1"}""", "version 2 of the event 'digit-pressed'; this version knows version 1")]
    [InlineData("digit-pressed", 1, """{"digit":"1","heldMs":40}""", "heldMs")]
    [InlineData("digit-pressed", 1, """{}""", "digit")]
    [InlineData("digit-pressed", 1, """{"digit":null}""", "digit")]
    [InlineData("digit-pressed", 1, """{"digit":"1","digit":"2"}""", "digit")]
    [InlineData("digit-pressed", 1, """null""", "empty event")]
    [InlineData("digit-pressed", 1, """{"digit":""", "digit-pressed")]
    [InlineData("item-placed", 1, """{"itemId":"i","previousItemId":null,"role":"robot"}""", "role")]
    [InlineData("item-placed", 1, """{"itemId":"i","previousItemId":null,"role":0}""", "role")]
    public void An_event_of_unknown_name_version_or_shape_is_refused_with_its_name(string name, int version, string json, string said)
    {
        UnknownEventException refusal = Should.Throw<UnknownEventException>(
            () => ConversationEventJson.Read(name, version, Encoding.UTF8.GetBytes(json)));

        refusal.Message.ShouldContain(said);
        refusal.Message.ShouldContain(name);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_stored_as_a_replacement_character()
    {
        StoredEvent stored = ConversationEventJson.Write(new DigitPressed("a\ud800b"));

        ConversationEventJson.Read(stored.Name, stored.Version, stored.Json.Span).ShouldBe(new DigitPressed("a\ufffdb"));
    }

    private static string Golden => Path.Combine(AppContext.BaseDirectory, "Golden");
}
