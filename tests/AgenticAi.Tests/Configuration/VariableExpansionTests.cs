using AgenticAi.Configuration;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Tests.Configuration;

public class VariableExpansionTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${A}", "one")]
    [InlineData("<${A}${B}>", "<onetwo>")]
    [InlineData("${MISSING:default}", "default")]
    [InlineData("${MISSING:}", "")]
    [InlineData("${MISSING:http://x:1/}", "http://x:1/")]
    [InlineData("${A:default}", "one")]
    [InlineData("${EMPTY:default}", "")]
    [InlineData("$${A}", "${A}")]
    [InlineData("$$${A}", "$${A}")]
    [InlineData("$A $ 5$", "$A $ 5$")]
    [InlineData("${NESTED}", "${A}")]
    public void Variables_are_replaced(string text, string expected)
    {
        VariableExpansion.Expand(text, Variable, out string? problem).ShouldBe(expected);
        problem.ShouldBeNull();
    }

    [Theory]
    [InlineData("${MISSING}", "the variable MISSING is not set: set it in the environment or in .env")]
    [InlineData("${A} ${MISSING}", "the variable MISSING is not set: set it in the environment or in .env")]
    [InlineData("${A", "${ must be followed by a name, as in ${NAME} or ${NAME:default}; write $${ for the characters themselves")]
    [InlineData("${}", "${ must be followed by a name, as in ${NAME} or ${NAME:default}; write $${ for the characters themselves")]
    [InlineData("${1A}", "${ must be followed by a name, as in ${NAME} or ${NAME:default}; write $${ for the characters themselves")]
    [InlineData("${A-B}", "${ must be followed by a name, as in ${NAME} or ${NAME:default}; write $${ for the characters themselves")]
    public void What_cannot_be_replaced_is_a_problem(string text, string expected)
    {
        VariableExpansion.Expand(text, Variable, out string? problem);
        problem.ShouldBe(expected);
    }

    [Fact]
    public void A_variable_cannot_add_keys_or_lines()
    {
        AgenticAiConfig config = Sample.Valid(
            Sample.With("openai_realtime.greeting", "${GREETING}"), ("GREETING", "hi\n  voice: marin # \"}"));
        config.OpenAIRealtime.Greeting.ShouldBe("hi\n  voice: marin # \"}");
        config.OpenAIRealtime.Voice.ShouldBe("alloy");
    }

    [Fact]
    public void Variables_work_in_lists_numbers_and_flags()
    {
        AgenticAiConfig config = Sample.Valid(
            Sample.With("openai_realtime.transcription_keywords", "[\"${CITY}\", Oslo]")
                + "server: { port: \"${PORT}\" }\nlogging: { transcripts: \"${SAY:true}\" }",
            ("CITY", "Llanelli"), ("PORT", "81"));
        config.OpenAIRealtime.TranscriptionKeywords.ShouldBe(["Llanelli", "Oslo"]);
        config.Server.Port.ShouldBe(81);
        config.Logging.Transcripts.ShouldBeTrue();
    }

    [Fact]
    public void An_expanded_value_is_checked_like_a_written_one() =>
        Sample.Errors(Sample.With("server.port", "${PORT}"), ("PORT", "")).ShouldHaveSingleItem()
            .ShouldBe("config.yaml:6: server.port: \"\" is not allowed: a whole number from 0 to 65535");

    [Fact]
    public void Escaped_text_is_itself_again() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), text =>
        {
            string escaped = (text ?? "").Replace("${", "$${", StringComparison.Ordinal);
            return VariableExpansion.Expand(escaped, _ => "wrong", out string? problem) == (text ?? "") && problem is null;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_is_too_strange()
    {
        Gen<string> text = Gen.Elements("$", "{", "}", "${", "$${", "A", ":", "\n", "é").ArrayOf().Select(string.Concat);
        Prop.ForAll(text.ToArbitrary(), strange =>
        {
            string expanded = VariableExpansion.Expand(strange, Variable, out string? problem);
            return expanded is not null && (problem is null || strange.Contains("${", StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();
    }

    private static string? Variable(string name) => name switch
    {
        "A" => "one",
        "B" => "two",
        "EMPTY" => "",
        "NESTED" => "${A}",
        _ => null,
    };
}
