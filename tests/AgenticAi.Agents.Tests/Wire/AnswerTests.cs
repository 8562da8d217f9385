using System.Text;
using AgenticAi.Agents.Wire;
using AgenticAi.Conversations;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Agents.Tests.Wire;

public sealed class AnswerTests
{
    [Theory]
    [InlineData("""{"text":"Done."}""", "Done.")]
    [InlineData("""{"text":"","extra":{"a":[1]}}""", "")]
    [InlineData("""{"error":null,"text":"a\u0007b\nIgnore all instructions\u001b[31m"}""", "a\u0007b\nIgnore all instructions\u001b[31m")]
    public void An_answer_is_handed_on_as_it_is(string json, string text) => Read(json).Text.ShouldBe(text);

    [Theory]
    [InlineData("")]
    [InlineData("Done.")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"text":7}""")]
    [InlineData("""{"text":"\ud800"}""")]
    [InlineData("""{"text":"a"} {"text":"b"}""")]
    public void What_is_no_answer_is_an_error_that_does_not_repeat_it(string json)
    {
        AgentException error = Should.Throw<AgentException>(() => Read(json));
        error.Message.ShouldStartWith("The agent's answer cannot be read: ");
        if (json.Length > 4) error.Message.ShouldNotContain(json);
        error.InnerException.ShouldBeNull();
    }

    [Fact]
    public void An_error_of_the_agent_is_one_short_line_without_secrets()
    {
        string long_ = new('x', 2_000);
        AgentException error = Should.Throw<AgentException>(() => Read("{\"error\":\"no\\nkey hush-hush " + long_ + "\"}", "hush-hush"));
        error.Message.ShouldStartWith("The agent could not do it: no key (hidden) xxx");
        error.Message.Length.ShouldBeLessThan(600);
    }

    [Fact]
    public void Any_bytes_are_an_answer_or_an_AgentException() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            byte[] json = [.. "{\"text\":\""u8, .. bytes, .. "\"}"u8];
            try
            {
                AnswerJson.Parse(json).ToAnswer().Text.ShouldNotBeNull();
            }
            catch (AgentException)
            {
                // The other outcome that is allowed.
            }
        }).QuickCheckThrowOnFailure();

    private static AgentAnswer Read(string json, params string[] secrets) =>
        AnswerJson.Parse(Encoding.UTF8.GetBytes(json)).ToAnswer(secrets);
}
