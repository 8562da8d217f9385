namespace AgenticAi.Tests.Configuration;

/// <summary>The edges of each range: the last value inside is taken, the first outside is refused with the rule.</summary>
public class RangeTests
{
    [Theory]
    [InlineData("openai_realtime.max_chunks_per_append", "1", "10", "0", "11", "a whole number from 1 to 10")]
    [InlineData("openai_realtime.restore_within_ms", "100", "600000", "99", "600001", "a whole number of milliseconds from 100 to 600000")]
    [InlineData("openai_realtime.rotate_after_minutes", "1", "55", "0", "56", "a whole number of minutes from 1 to 55")]
    [InlineData("openai_realtime.answer_within_ms", "1000", "60000", "999", "60001", "a whole number of milliseconds from 1000 to 60000")]
    [InlineData("openai_realtime.think_within_ms", "1000", "120000", "999", "120001", "a whole number of milliseconds from 1000 to 120000")]
    [InlineData("openai_realtime.warm_sessions", "0", "100", "-1", "101", "a whole number from 0 to 100")]
    [InlineData("openai_realtime.connect_timeout_ms", "100", "60000", "99", "60001", "a whole number of milliseconds from 100 to 60000")]
    [InlineData("openai_realtime.turn_detection.threshold", "0.0", "1.0", "-0.1", "1.1", "a number from 0.0 to 1.0")]
    [InlineData(
        "openai_realtime.turn_detection.prefix_padding_ms", "0", "10000", "-1", "10001", "a whole number of milliseconds from 0 to 10000")]
    [InlineData(
        "openai_realtime.turn_detection.silence_duration_ms", "20", "10000", "19", "10001",
        "a whole number of milliseconds from 20 to 10000")]
    [InlineData(
        "openai_realtime.turn_detection.idle_timeout_ms", "5000", "30000", "4999", "30001",
        "a whole number of milliseconds from 5000 to 30000, or empty")]
    [InlineData("turn_taking.backchannel_ms", "0", "2000", "-1", "2001", "a whole number of milliseconds from 0 to 2000")]
    [InlineData("turn_taking.min_speech_ms", "0", "5000", "-1", "5001", "a whole number of milliseconds from 0 to 5000")]
    [InlineData("turn_taking.echo_gate_dbfs", "-70", "-5", "-70.1", "-4.9", "a number from -70.0 to -5.0, or empty")]
    [InlineData("commands.min_confidence", "0", "1", "-0.1", "1.1", "a number from 0.0 to 1.0")]
    [InlineData("commands.pin_attempts", "1", "10", "0", "11", "a whole number from 1 to 10")]
    [InlineData("commands.max_commands", "1", "1000", "0", "1001", "a whole number from 1 to 1000")]
    [InlineData("commands.max_running", "1", "20", "0", "21", "a whole number from 1 to 20")]
    [InlineData("commands.earlier_calls", "0", "20", "-1", "21", "a whole number from 0 to 20")]
    [InlineData("intents.time_limit_ms", "100", "10000", "99", "10001", "a whole number of milliseconds from 100 to 10000")]
    [InlineData("agent.time_limit_s", "1", "3600", "0", "3601", "a whole number of seconds from 1 to 3600")]
    [InlineData("agent.working_after_ms", "500", "60000", "499", "60001", "a whole number of milliseconds from 500 to 60000")]
    [InlineData("server.port", "0", "65535", "-1", "65536", "a whole number from 0 to 65535")]
    [InlineData("server.max_calls", "1", "100000", "0", "100001", "a whole number from 1 to 100000")]
    [InlineData("server.start_timeout_ms", "100", "60000", "99", "60001", "a whole number of milliseconds from 100 to 60000")]
    [InlineData("server.drain_timeout_ms", "0", "3600000", "-1", "3600001", "a whole number of milliseconds from 0 to 3600000")]
    [InlineData("server.webhook_body_limit_bytes", "1024", "1048576", "1023", "1048577", "a whole number of bytes from 1024 to 1048576")]
    [InlineData("server.media_message_limit_bytes", "4096", "1048576", "4095", "1048577", "a whole number of bytes from 4096 to 1048576")]
    [InlineData(
        "server.realtime_message_limit_bytes", "65536", "67108864", "65535", "67108865", "a whole number of bytes from 65536 to 67108864")]
    public void A_number_stays_in_its_range(string key, string least, string greatest, string below, string above, string rule)
    {
        Sample.Errors(Sample.With(key, least)).ShouldBeEmpty();
        Sample.Errors(Sample.With(key, greatest)).ShouldBeEmpty();
        foreach (string outside in new[] { below, above, "99999999999999999999" })
            Sample.Errors(Sample.With(key, outside)).ShouldHaveSingleItem().ShouldEndWith($"{key}: {outside} is not allowed: {rule}");
        foreach (string other in new[] { "ten", "0x10", "1 0", "NaN", "1,5", "" })
        {
            if (other.Length == 0 && rule.EndsWith("empty", StringComparison.Ordinal)) continue;
            Sample.Errors(Sample.With(key, $"\"{other}\"")).ShouldHaveSingleItem()
                .ShouldEndWith($"{key}: \"{other}\" is not allowed: {rule}");
        }
    }

    [Theory]
    [InlineData("openai_realtime.system_instruction", 1, 65_536)]
    [InlineData("openai_realtime.greeting", 0, 1_000)]
    [InlineData("limits.silence_prompt", 1, 1_000)]
    [InlineData("limits.silence_goodbye", 1, 1_000)]
    [InlineData("limits.duration_warning", 1, 1_000)]
    [InlineData("limits.duration_goodbye", 1, 1_000)]
    [InlineData("limits.apology", 1, 1_000)]
    [InlineData("commands.say_working", 0, 1_000)]
    [InlineData("commands.ask_confirmation", 0, 1_000)]
    [InlineData("agent.process.program", 0, 4_096)]
    [InlineData("agent.process.directory", 0, 4_096)]
    [InlineData("costs.warning", 0, 1_000)]
    [InlineData("costs.goodbye", 1, 1_000)]
    [InlineData("server.busy_message", 1, 1_000)]
    [InlineData("server.failure_message", 1, 1_000)]
    [InlineData("telemetry.service_name", 1, 255)]
    public void A_text_stays_in_its_length(string key, int min, int max)
    {
        Sample.Errors(Sample.With(key, "\"" + new string('a', min) + "\"")).ShouldBeEmpty();
        Sample.Errors(Sample.With(key, "\"" + new string('a', max) + "\"")).ShouldBeEmpty();
        string tooLong = Sample.Errors(Sample.With(key, "\"" + new string('a', max + 1) + "\"")).ShouldHaveSingleItem();
        tooLong.ShouldContain(min == 0 ? $"text of at most {max} characters" : $"text of {min} to {max} characters");
        tooLong.Length.ShouldBeLessThan(250);
        if (min > 0) Sample.Errors(Sample.With(key, "\"  \"")).ShouldHaveSingleItem().ShouldContain("\"  \" is not allowed");
    }

    [Fact]
    public void The_list_of_keywords_is_bounded()
    {
        string List(int count, int length) => "[" + string.Join(", ", Enumerable.Repeat(new string('k', length), count)) + "]";
        Sample.Errors(Sample.With("openai_realtime.transcription_keywords", List(500, 200))).ShouldBeEmpty();
        Sample.Errors(Sample.With("openai_realtime.transcription_keywords", List(501, 1))).ShouldHaveSingleItem().ShouldBe(
            "config.yaml:3: openai_realtime.transcription_keywords: a list of 501 is not allowed: "
            + "a list of at most 500, each text of 1 to 200 characters");
        Sample.Errors(Sample.With("openai_realtime.transcription_keywords", List(2, 201))).Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("openai_realtime.audio_format", "pcm16 or pcmu")]
    [InlineData("openai_realtime.noise_reduction", "none, near_field or far_field")]
    [InlineData("openai_realtime.turn_detection.type", "server_vad or semantic_vad")]
    [InlineData("openai_realtime.turn_detection.eagerness", "low, medium, high or auto", "openai_realtime.turn_detection.type")]
    [InlineData("logging.level", "trace, debug, info, warning or error")]
    [InlineData("logging.format", "text or json")]
    [InlineData("logging.transcripts", "true or false")]
    [InlineData("twilio.validate_signatures", "true or false")]
    [InlineData("turn_taking.resume_false_starts", "true or false")]
    [InlineData("turn_taking.protect_greeting", "true or false")]
    [InlineData("turn_taking.dtmf_to_model", "true or false")]
    [InlineData("turn_taking.agent_may_hang_up", "true or false")]
    [InlineData("commands.road", "none, transcripts, tool or both")]
    [InlineData("commands.at_hang_up", "finish or cancel")]
    [InlineData("intents.analyzer", "none, rules, openai or gemini")]
    [InlineData("agent.gateway", "none, http, process or openclaw")]
    [InlineData("journal.provider", "sqlite or postgresql")]
    public void A_word_is_one_of_those_listed(string key, string rule, string? semantic = null)
    {
        foreach (string word in new[] { "yes", "PCM16", "1" })
        {
            string yaml = semantic is null
                ? Sample.With(key, word)
                : Sample.With("openai_realtime.turn_detection", $"{{ type: semantic_vad, eagerness: {word} }}");
            string shown = word == "1" ? word : $"\"{word}\"";
            Sample.Errors(yaml).ShouldHaveSingleItem().ShouldEndWith($"{key}: {shown} is not allowed: {rule}");
        }
    }
}
