using System.Text.Json;
using AgenticAi.Realtime.Tests.Fixtures;

namespace AgenticAi.Realtime.Tests.Schema;

public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "1")]
    [InlineData("""{"type":"integer"}""", "1.5")]
    [InlineData("""{"type":"number"}""", "true")]
    [InlineData("""{"enum":["a","b"]}""", "\"c\"")]
    [InlineData("""{"const":"a"}""", "\"b\"")]
    [InlineData("""{"minimum":2}""", "1")]
    [InlineData("""{"maximum":2}""", "3")]
    [InlineData("""{"maxLength":2}""", "\"abc\"")]
    [InlineData("""{"minItems":2}""", "[1]")]
    [InlineData("""{"pattern":"^a+$"}""", "\"ab\"")]
    [InlineData("""{"format":"uri"}""", "\"not a uri\"")]
    [InlineData("""{"required":["a"]}""", "{}")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"a":1}""")]
    [InlineData("""{"properties":{"a":{"type":"string"}}}""", """{"b":1}""")]
    [InlineData("""{"properties":{"a":{}},"additionalProperties":false}""", """{"b":1}""")]
    [InlineData("""{"additionalProperties":{"type":"string"}}""", """{"b":1}""")]
    [InlineData("""{"items":{"type":"string"}}""", "[\"a\",1]")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "1")]
    [InlineData("""{"oneOf":[{"type":"number"},{"type":"integer"}]}""", "1")]
    [InlineData("""{"$ref":"#/components/schemas/Other"}""", "1")]
    public void A_value_against_the_rule_is_refused(string rule, string value) => Validate(rule, value).ShouldNotBeEmpty();

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}""", """{"a":1}""")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"null"}]}""", "null")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"integer"}]}""", "1")]
    [InlineData("""{"oneOf":[{"type":"string"},{"type":"string","enum":["a"]}]}""", "\"a\"")]
    [InlineData("""{"type":"string","nullable":true}""", "null")]
    [InlineData("""{"$ref":"#/components/schemas/Other"}""", "\"a\"")]
    public void A_value_after_the_rule_is_taken(string rule, string value) => Validate(rule, value).ShouldBeEmpty();

    [Fact]
    public void A_keyword_that_is_not_known_is_an_error() =>
        Should.Throw<NotSupportedException>(() => Validate("""{"multipleOf":2}""", "2")).Message.ShouldContain("multipleOf");

    [Fact]
    public void OpenAI_s_own_client_examples_are_valid()
    {
        JsonSchema schema = JsonSchema.Load(Samples.Schema, closed: false);
        JsonElement about = schema.Definition("RealtimeClientEventInputAudioBufferAppend").GetProperty("x-oaiMeta");
        JsonElement example = about.GetProperty("example");
        schema.Validate("RealtimeClientEvent", JsonElement.Parse(example.GetString()!)).ShouldBeEmpty();
    }

    private static IReadOnlyList<string> Validate(string rule, string value)
    {
        string document = "{\"components\":{\"schemas\":{\"Rule\":" + rule + ",\"Other\":{\"type\":\"string\"}}}}";
        return new JsonSchema(JsonElement.Parse(document), closed: true).Validate("Rule", JsonElement.Parse(value));
    }
}
