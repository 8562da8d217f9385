namespace AgenticAi.Conversations.Tests;

/// <summary>
/// Conversations judged again by the rules as they are: whole calls, taken from a journal by <c>agenticai replay ID --export FILE</c>,
/// and one written by hand in which commands repeat and come late. A change that is meant to change them is seen here first.
/// </summary>
public class GoldenConversationTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Golden", "Conversations");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_rules_lead_to_the_recorded_events(string file)
    {
        ReplayFinding finding = ReplayVerification.Of(Read(file));

        finding.Outcome.ShouldBe(ReplayOutcome.Same, finding.ToText());
        finding.Commands.ShouldBeGreaterThan(5);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_file_is_as_it_would_be_written_today(string file)
    {
        var text = new StringWriter();
        Read(file).WriteTo(text);

        text.ToString().ShouldBe(File.ReadAllText(Path.Combine(Folder, file)));
    }

    [Fact]
    public void They_hold_what_calls_are_made_of()
    {
        Of("greeting-and-question.jsonl").OfType<SpeechSpoken>().ShouldNotBeEmpty();
        Of("greeting-and-question.jsonl").OfType<CallerSaid>().ShouldNotBeEmpty();
        Of("interruption.jsonl").OfType<AssistantSaid>().ShouldContain(said => said.Interrupted && said.HeardText != null);
        Of("model-lost.jsonl").SkipWhile(e => e is not ModelLost).OfType<ModelConnected>().ShouldNotBeEmpty();
        Of("keys.jsonl").OfType<DigitPressed>().Count().ShouldBe(4);
        Of("hang-up-in-mid-sentence.jsonl").OfType<AssistantSaid>().ShouldContain(said => said.Interrupted);
        Of("hang-up-in-mid-sentence.jsonl").OfType<ConversationEnded>().Single().Reason.Known.ShouldBe(CallEndReason.CallerHungUp);
        Read("repeats-and-latecomers.jsonl").Commands.Count(judged => judged.Events == 0).ShouldBe(7, "other rules may take them");

        static IEnumerable<ConversationEvent> Of(string file) => Read(file).Events.Select(entry => entry.Event);
    }

    [Fact]
    public void A_rule_that_changes_is_named_with_the_command_it_changes()
    {
        ConversationRecording recording = Read("keys.jsonl");
        int key = recording.Commands.ToList().FindIndex(judged => judged.Command is PressDigit);
        JudgedCommand[] commands = [.. recording.Commands];
        commands[key] = commands[key] with { Command = new PressDigit("9") };

        ReplayFinding finding = ReplayVerification.Of(recording with { Commands = commands });

        finding.Difference.ShouldNotBeNull().Number.ShouldBe(key + 1);
        finding.ToText().ShouldContain("today:    digit-pressed {\"digit\":\"9\"}");
    }

    private static ConversationRecording Read(string file)
    {
        using StreamReader lines = File.OpenText(Path.Combine(Folder, file));
        return ConversationRecording.Parse(lines);
    }
}
