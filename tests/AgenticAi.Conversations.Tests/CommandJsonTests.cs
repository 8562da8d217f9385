using System.Text;

namespace AgenticAi.Conversations.Tests;

public class CommandJsonTests
{
    public static TheoryData<int> Samples => [.. Enumerable.Range(0, CommandSamples.All.Count)];

    private static string Golden => Path.Combine(AppContext.BaseDirectory, "Golden", "Commands");

    [Fact]
    public void Every_kind_of_command_has_a_sample_and_a_golden_file()
    {
        Type[] kinds = [.. typeof(ConversationCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ConversationCommand)))];

        CommandSamples.All.Select(sample => sample.GetType()).ShouldBe(kinds, ignoreOrder: true);
        Directory.GetFiles(Golden).Length.ShouldBe(kinds.Length);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_stored_shape_is_the_one_of_the_golden_file(int sample)
    {
        StoredCommand stored = ConversationCommandJson.Write(CommandSamples.All[sample]);

        string golden = File.ReadAllText(Path.Combine(Golden, $"{stored.Name}.v{stored.Version}.json"));
        Encoding.UTF8.GetString(stored.Json.Span).ShouldBe(golden.TrimEnd('\n'));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void What_was_stored_is_read_back_equal(int sample)
    {
        StoredCommand stored = ConversationCommandJson.Write(CommandSamples.All[sample]);

        ConversationCommandJson.Read(stored.Name, stored.Version, stored.Json.Span).ShouldBe(CommandSamples.All[sample]);
    }

    [Fact]
    public void A_text_that_was_spoken_is_told_from_one_that_was_dropped()
    {
        StoredCommand stored = ConversationCommandJson.Write(new ReportSpeech("s", SpeechOutcome.Spoken));

        Encoding.UTF8.GetString(stored.Json.Span).ShouldBe("""{"id":"s","outcome":{"dropReason":null}}""");
        ConversationCommandJson.Read(stored.Name, stored.Version, stored.Json.Span)
            .ShouldBe(new ReportSpeech("s", SpeechOutcome.Spoken));
    }

    [Theory]
    [InlineData("completed", "answer", "\"Booked.\"")]
    [InlineData("failed", "reason", "\"Booked.\"")]
    [InlineData("timed-out", "afterMs", "7")]
    public void Each_outcome_of_a_command_is_stored_with_its_kind(string kind, string key, string value)
    {
        CommandOutcome outcome = kind switch
        {
            "completed" => new CommandOutcome.Completed("Booked."),
            "failed" => new CommandOutcome.Failed("Booked."),
            _ => new CommandOutcome.TimedOut(7),
        };
        StoredCommand stored = ConversationCommandJson.Write(new ReportCommand("c", outcome));

        Encoding.UTF8.GetString(stored.Json.Span)
            .ShouldBe($"{{\"commandId\":\"c\",\"outcome\":{{\"kind\":\"{kind}\",\"{key}\":{value}}}}}");
        ConversationCommandJson.Read(stored.Name, stored.Version, stored.Json.Span).ShouldBe(new ReportCommand("c", outcome));
    }

    [Theory]
    [InlineData("whistle", 1, """{"itemId":"i"}""", "a command 'whistle', which this version does not know")]
    [InlineData("press-digit", 2, """{"digit":"1"}""", "version 2 of the command 'press-digit'; this version knows version 1")]
    [InlineData("press-digit", 1, """{"digit":"1","heldMs":40}""", "heldMs")]
    [InlineData("press-digit", 1, """{}""", "digit")]
    [InlineData("press-digit", 1, """{"digit":null}""", "digit")]
    [InlineData("press-digit", 1, """null""", "empty command")]
    [InlineData("press-digit", 1, """{"digit":""", "press-digit")]
    [InlineData("report-speech", 1, """{"id":"s","outcome":null}""", "outcome")]
    [InlineData("report-speech", 1, """{"id":"s","outcome":{}}""", "dropReason")]
    [InlineData("report-speech", 1, """{"id":"s","outcome":{"dropReason":1}}""", "dropReason")]
    [InlineData("report-speech", 1, """{"id":"s","outcome":{"dropReason":null,"by":"us"}}""", "dropReason")]
    public void A_command_of_unknown_name_version_or_shape_is_refused_with_its_name(string name, int version, string json, string said)
    {
        UnknownCommandException refusal = Should.Throw<UnknownCommandException>(
            () => ConversationCommandJson.Read(name, version, Encoding.UTF8.GetBytes(json)));

        refusal.Message.ShouldContain(said);
        refusal.Message.ShouldContain(name);
    }
}
