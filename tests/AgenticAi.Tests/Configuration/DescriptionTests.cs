using AgenticAi.Configuration;

namespace AgenticAi.Tests.Configuration;

public class DescriptionTests
{
    [Fact]
    public void The_values_in_force_are_listed_with_their_origin()
    {
        string[] lines = ConfigurationDescription.Effective(Sample.Parse(
            Sample.With("openai_realtime.greeting", "\"Hello\\nyou\"")
                + "limits: { max_duration_s: \"\", silence_goodbye_after_s: 45 }\n"
                + "server: { port: \"${PORT}\", public_url: \"https://voice.example.org/\" }",
            ("PORT", "81"))).Split('\n');

        Value(lines, "openai_realtime.api_key").ShouldBe("(set, hidden)");
        Value(lines, "openai_realtime.greeting").ShouldBe("Hello\\nyou");
        Value(lines, "openai_realtime.model").ShouldBe("gpt-realtime-2.1  (default)");
        Value(lines, "openai_realtime.turn_detection.threshold").ShouldBe("0.6  (default)");
        Value(lines, "openai_realtime.turn_detection.idle_timeout_ms").ShouldBe("(empty)  (default)");
        Value(lines, "openai_realtime.connect_timeout_ms").ShouldBe("10000  (default)");
        Value(lines, "twilio.auth_token").ShouldBe("(not set)  (default)");
        Value(lines, "twilio.validate_signatures").ShouldBe("false");
        Value(lines, "turn_taking.echo_gate_dbfs").ShouldBe("(empty)  (default)");
        Value(lines, "limits.max_duration_s").ShouldBe("(empty)");
        Value(lines, "limits.silence_goodbye_after_s").ShouldBe("45");
        Value(lines, "limits.silence_prompt_after_s").ShouldBe("30  (default)");
        Value(lines, "server.port").ShouldBe("81");
        Value(lines, "server.public_url").ShouldBe("https://voice.example.org");
        lines.ShouldNotContain(line => line.StartsWith("openai_realtime.turn_detection.eagerness", StringComparison.Ordinal));
    }

    [Fact]
    public void A_replaced_voice_is_listed_as_the_one_that_is_heard()
    {
        string[] lines = ConfigurationDescription.Effective(Sample.Parse(Sample.With("openai_realtime.voice", "onyx"))).Split('\n');
        Value(lines, "openai_realtime.voice").ShouldBe("cedar");
    }

    [Fact]
    public void Of_a_file_that_could_not_be_read_nothing_is_in_force() =>
        ConfigurationDescription.Effective(Sample.Parse("[")).ShouldBe("");

    [Fact]
    public void The_reference_page_has_the_keys_of_the_program()
    {
        const string Begin = "<!-- keys: begin -->\n";
        const string End = "<!-- keys: end -->\n";
        string page = RepositoryFiles.Read("docs/operations/configuration.md");
        int from = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        int to = page.IndexOf(End, StringComparison.Ordinal);
        string expected = ConfigurationDescription.ReferenceTable();
        if (page[from..to] == expected) return;

        string corrected = Path.Combine(AppContext.BaseDirectory, "configuration.md");
        File.WriteAllText(corrected, page[..from] + expected + page[to..]);
        Assert.Fail($"docs/operations/configuration.md is not what the code says. The page as it should be: {corrected}");
    }

    [Fact]
    public void Each_key_is_described_once_with_a_rule_and_a_meaning()
    {
        string[] rows = ConfigurationDescription.ReferenceTable().Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        string[] keys = [.. rows.Select(row => row.Split('`')[1])];
        keys.ShouldBe(keys.Distinct());
        foreach (string key in new[] { "openai_realtime.api_key", "openai_realtime.turn_detection.eagerness", "whisper.enabled",
            "twilio.validate_signatures", "turn_taking.min_speech_ms", "limits.max_duration_s", "costs.call_hard_limit",
            "costs.prices.MODEL.text_in", "costs.prices.MODEL.audio_in_per_minute", "server.max_calls",
            "journal.connection", "logging.transcripts", "telemetry.otlp_endpoint" })
            keys.ShouldContain(key);
        foreach (string row in rows) row.Split(" | ").ShouldAllBe(cell => cell.Trim().Length > 1);
    }

    private static string Value(string[] lines, string key) =>
        lines.Single(line => line.StartsWith(key + " ", StringComparison.Ordinal))[key.Length..].Trim();
}
