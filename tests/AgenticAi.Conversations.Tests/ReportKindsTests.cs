namespace AgenticAi.Conversations.Tests;

/// <summary>No kind of event is forgotten in the report: it is a line, or it is known where else its words stand.</summary>
public sealed class ReportKindsTests
{
    /// <summary>Kinds without a line of their own, with what the text shows of their sample.</summary>
    private static readonly Dictionary<string, string> ElsewhereInText = new()
    {
        ["conversation-started"] = "+15550100 → +15550199",
        ["caller-said"] = "caller  Grüß Gott, einen Tisch für zwei, bitte.",
        ["assistant-transcribed"] = "not heard: Für wann?",
        ["assistant-played"] = "cut after 0.4 s",
        ["assistant-said"] = "agent   Gern.",
        ["speech-dropped"] = "\"One moment, please.\" (the line was not free in time)",
        ["usage-reported"] = "83 in (50 audio, 30 text, 20 cached)",
        ["policy-adopted"] = "prices of 2026-11-22",
        ["cost-reported"] = "Cost: 0.0042 USD",
        ["conversation-ended"] = "caller_hung_up (stop)",
    };

    /// <summary>Kinds whose sample leaves no words of its own.</summary>
    private static readonly Dictionary<string, string> WithoutWords = new()
    {
        ["item-placed"] = "the order of what was said",
        ["caller-speech-started"] = "when the caller's line stands",
        ["caller-speech-stopped"] = "the length of what the caller said",
        ["caller-unintelligible"] = "overtaken by the words, which came after all",
        ["speech-spoken"] = "the outcome of the request",
        ["transcript-usage-reported"] = "its cost",
        ["intent-asked"] = "the line of the answer",
        ["earlier-calls-recalled"] = "the reports of the earlier calls",
    };

    public static TheoryData<string> Kinds => [.. EventSamples.All.Select(sample => ConversationEventJson.Write(sample).Name)];

    private static ConversationReport Report { get; } = ConversationReport.Of(
        [.. EventSamples.All.Select((sample, i) => new JournaledEvent("c1", i + 1, DateTimeOffset.UnixEpoch.AddSeconds(i), sample))]);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_of_event_is_a_line_or_shown_elsewhere(string kind)
    {
        bool isLine = Report.Entries.Any(entry => entry.Kind == kind);
        isLine.ShouldBe(!ElsewhereInText.ContainsKey(kind) && !WithoutWords.ContainsKey(kind));
        if (ElsewhereInText.TryGetValue(kind, out string? words)) Report.ToText().ShouldContain(words);
    }
}
