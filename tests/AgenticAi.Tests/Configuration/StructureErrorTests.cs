namespace AgenticAi.Tests.Configuration;

/// <summary>What is wrong with the file rather than with one value, word for word.</summary>
public class StructureErrorTests
{
    [Fact]
    public void An_unknown_key_gets_the_one_that_was_meant()
    {
        Sample.Errors(Sample.Minimal + "server:\n  prot: 1").ShouldHaveSingleItem()
            .ShouldBe("config.yaml:5: server.prot: unknown key (did you mean port?)");
        Sample.Errors(Sample.Minimal + "sever: {}").ShouldHaveSingleItem()
            .ShouldBe("config.yaml:4: sever: unknown key (did you mean server?)");
        Sample.Errors(Sample.With("openai_realtime.turn_detection.silence_duration", "300")).ShouldHaveSingleItem()
            .ShouldBe("config.yaml:4: openai_realtime.turn_detection.silence_duration: unknown key (did you mean silence_duration_ms?)");
    }

    [Fact]
    public void An_unknown_key_that_resembles_none_gets_them_all() =>
        Sample.Errors(Sample.Minimal + "telemetry: { frequency: 1 }").ShouldHaveSingleItem()
            .ShouldBe("config.yaml:4: telemetry.frequency: unknown key (known here are otlp_endpoint, service_name)");

    [Fact]
    public void A_key_written_twice_is_refused_wherever_it_is() =>
        Sample.Errors(Sample.Minimal + "server:\n  port: 1\n  port: 2\nserver:\n  port: 3").ShouldBe(
        [
            "config.yaml:6: server.port: is set twice, first on line 5",
            "config.yaml:7: server: is set twice, first on line 4",
        ]);

    [Fact]
    public void A_node_of_another_shape_is_refused_with_the_rule() =>
        Sample.Errors("""
            openai_realtime:
              api_key: sk-test
              model: { name: gpt-realtime-2.1 }
              voice: [alloy]
              transcription_keywords: Oslo
              turn_detection: server_vad
            twilio:
              validate_signatures: false
            server: 8080
            """).ShouldBe(
        [
            "config.yaml:3: openai_realtime.model: a mapping is not allowed: the name of a Realtime model",
            "config.yaml:4: openai_realtime.voice: a list of 1 is not allowed: the name of a Realtime voice",
            "config.yaml:5: openai_realtime.transcription_keywords: a single value is not allowed: "
                + "a list of at most 500, each text of 1 to 200 characters",
            "config.yaml:6: openai_realtime.turn_detection: a single value is not allowed: keys and values, indented below it",
            "config.yaml:9: server: a single value is not allowed: keys and values, indented below it",
        ]);

    [Fact]
    public void An_empty_file_names_what_is_missing()
    {
        foreach (string yaml in new[] { "", "   \n", "# nothing but a comment\n", "---\n", "null" })
        {
            Sample.Errors(yaml).ShouldBe(
            [
                "config.yaml: openai_realtime.api_key: is missing: an API key without white space",
                "config.yaml: twilio.auth_token: is missing: signatures are checked with it. Set it (TWILIO_AUTH_TOKEN), "
                    + "or set twilio.validate_signatures to false where nobody but Twilio can reach the server",
            ]);
        }
    }

    [Fact]
    public void A_missing_key_points_at_its_section() =>
        Sample.Errors("twilio: { validate_signatures: false }\nopenai_realtime:\n  voice: alloy\n").ShouldHaveSingleItem()
            .ShouldBe("config.yaml:2: openai_realtime.api_key: is missing: an API key without white space");

    [Theory]
    [InlineData("type: server_vad, eagerness: low", "eagerness", "server_vad", "semantic_vad")]
    [InlineData("eagerness: low", "eagerness", "server_vad", "semantic_vad")]
    [InlineData("type: semantic_vad, threshold: 0.5", "threshold", "semantic_vad", "server_vad")]
    [InlineData("type: semantic_vad, prefix_padding_ms: 1", "prefix_padding_ms", "semantic_vad", "server_vad")]
    [InlineData("type: semantic_vad, silence_duration_ms: 30", "silence_duration_ms", "semantic_vad", "server_vad")]
    [InlineData("type: semantic_vad, idle_timeout_ms: 5000", "idle_timeout_ms", "semantic_vad", "server_vad")]
    public void Keys_of_one_turn_detection_do_not_go_with_the_other(string keys, string wrong, string type, string owner) =>
        Sample.Errors(Sample.With("openai_realtime.turn_detection", $"{{ {keys} }}")).ShouldHaveSingleItem()
            .ShouldBe($"config.yaml:3: openai_realtime.turn_detection.{wrong}: does not go with type {type}: it belongs to {owner}");

    [Fact]
    public void An_unknown_type_of_turn_detection_says_nothing_about_the_other_keys() =>
        Sample.Errors(Sample.With("openai_realtime.turn_detection", "{ type: vad, eagerness: low, threshold: 0.5 }")).ShouldHaveSingleItem()
            .ShouldContain("turn_detection.type: \"vad\" is not allowed");

    [Fact]
    public void Signatures_need_a_token_and_the_error_names_both_ways_out() =>
        Sample.Errors("openai_realtime: { api_key: sk-test }\ntwilio:\n  auth_token: \"\"\n").ShouldHaveSingleItem().ShouldBe(
            "config.yaml:3: twilio.auth_token: is missing: signatures are checked with it. Set it (TWILIO_AUTH_TOKEN), "
            + "or set twilio.validate_signatures to false where nobody but Twilio can reach the server");

    [Theory]
    [InlineData("\"a b\"", "the value is not allowed: an auth token without white space, or empty")]
    [InlineData("${TOKEN}", "the variable TOKEN is not set: set it in the environment or in .env")]
    public void A_token_that_is_wrong_is_not_called_missing_as_well(string token, string error) =>
        Sample.Errors($"openai_realtime: {{ api_key: sk-test }}\ntwilio:\n  auth_token: {token}\n").ShouldHaveSingleItem()
            .ShouldBe("config.yaml:3: twilio.auth_token: " + error);

    [Theory]
    [InlineData("openai_realtime: [", 1)]
    [InlineData("openai_realtime:\n  api_key: \"sk-\n", 2)]
    [InlineData("a: 1\n b: 2\n", 2)]
    [InlineData("a: b: c\n", 1)]
    [InlineData("server:\n\tport: 1\n", 2)]
    [InlineData("...\0", 1)]
    [InlineData("a: \"\\uDD42\\uDD42\"\n", 1)]
    public void What_is_not_YAML_is_one_error_with_its_line(string yaml, int line) =>
        Sample.Errors(yaml).ShouldHaveSingleItem().ShouldStartWith($"config.yaml:{line}: is not valid YAML: ");

    [Fact]
    public void A_tab_is_named() =>
        Sample.Errors("server:\n  port: 1\n\tmax_calls: 1\n").ShouldHaveSingleItem()
            .ShouldBe("config.yaml:3: is not valid YAML: a tab is not allowed as indentation: use spaces");

    [Fact]
    public void A_variable_without_quotes_inside_braces_gets_a_hint() =>
        Sample.Errors("twilio: { auth_token: ${TWILIO_AUTH_TOKEN} }").ShouldHaveSingleItem()
            .ShouldEndWith("""(inside { } a value with ${NAME} needs quotes: "${NAME}")""");

    [Theory]
    [InlineData("- openai_realtime\n", "config.yaml:1: the file is not a configuration: sections such as openai_realtime: are wanted")]
    [InlineData("hello", "config.yaml:1: the file is not a configuration: sections such as openai_realtime: are wanted")]
    [InlineData("server: {}\n---\nserver: {}\n", "config.yaml:2: a second document is not allowed: one file is one configuration")]
    [InlineData("server: &a {}\ntwilio: *a\n", "config.yaml:2: an alias (a word that begins with *) is not allowed: write the value again")]
    [InlineData("server:\n  port: !!str 80\n", "config.yaml:2: a tag (a word that begins with !) is not allowed: write the plain value")]
    [InlineData("? [a, b]\n: 1\n", "config.yaml:1: a key must be a plain name")]
    public void Parts_of_YAML_that_a_configuration_does_not_need_are_refused(string yaml, string error) =>
        Sample.Errors(yaml).ShouldHaveSingleItem().ShouldBe(error);

    [Fact]
    public void A_file_nested_deeper_than_the_stack_is_an_error_and_not_a_crash() =>
        Sample.Errors(new string('[', 100_000) + new string(']', 100_000)).ShouldHaveSingleItem()
            .ShouldBe("config.yaml:1: is not valid YAML: nested deeper than 16 levels");

    [Fact]
    public void All_errors_are_told_at_once_in_the_order_of_the_lines() =>
        Sample.Errors("""
            openai_realtime:
              api_key: "two words"
              modle: gpt-realtime-2.1
              model: gpt-4o-realtime-preview-2024-12-17
              turn_detection:
                threshold: 1.7
            whisper: { enabled: yes }
            twilio:
              validate_signatures: maybe
              from_number: ${NUMBER}
            server:
              port: 99999
              public_url: https://${HOST:example.org}/path
            jornal: {}
            """).ShouldBe(
        [
            "config.yaml:2: openai_realtime.api_key: the value is not allowed: an API key without white space",
            "config.yaml:3: openai_realtime.modle: unknown key (did you mean model?)",
            "config.yaml:4: openai_realtime.model: \"gpt-4o-realtime-preview-2024-12-17\" is not allowed: "
                + "it is retired; use gpt-realtime-2.1",
            "config.yaml:6: openai_realtime.turn_detection.threshold: 1.7 is not allowed: a number from 0.0 to 1.0",
            "config.yaml:7: whisper.enabled: \"yes\" is not allowed: true or false",
            "config.yaml:9: twilio.validate_signatures: \"maybe\" is not allowed: true or false",
            "config.yaml:10: twilio.from_number: the variable NUMBER is not set: set it in the environment or in .env",
            "config.yaml:12: server.port: 99999 is not allowed: a whole number from 0 to 65535",
            "config.yaml:13: server.public_url: \"https://example.org/path\" is not allowed: "
                + "a URL that begins with https:// or http://, without path and query, or empty",
            "config.yaml:14: jornal: unknown key (did you mean journal?)",
        ]);
}
