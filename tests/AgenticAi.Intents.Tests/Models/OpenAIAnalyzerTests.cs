using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticAi.Conversations;
using AgenticAi.Intents.OpenAI;

namespace AgenticAi.Intents.Tests.Models;

/// <summary>The request as https://developers.openai.com/api/docs/api-reference/chat/create describes it.</summary>
public sealed class OpenAIAnalyzerTests : VendorTests
{
    protected override IEnumerable<string> Refusals =>
    [
        Completion("""{"role":"assistant","content":null,"refusal":"I cannot help with that."}""", "stop"),
        Completion($$"""{"role":"assistant","content":{{JsonSerializer.Serialize(GoodAnswer)}},"refusal":null}""", "length"),
        Completion($$"""{"role":"assistant","content":{{JsonSerializer.Serialize(GoodAnswer)}},"refusal":null}""", "content_filter"),
    ];

    [Fact]
    public async Task The_request_is_the_vendors()
    {
        await using ModelServer server = await ModelServer.StartAsync(200, Envelope(GoodAnswer));
        await AskAsync(server);
        Asked asked = server.Requests.Single();
        asked.Method.ShouldBe("POST");
        asked.Path.ShouldBe("/v1/chat/completions");
        asked.Headers["Authorization"].ShouldBe("Bearer " + Key);
        asked.Headers["Content-Type"].ShouldStartWith("application/json");
        asked.Body["model"]!.GetValue<string>().ShouldBe("gpt-6-luna");
        asked.Body["reasoning_effort"]!.GetValue<string>().ShouldBe("none");
        asked.Body["store"]!.GetValue<bool>().ShouldBeFalse();
        asked.Body["max_completion_tokens"]!.GetValue<int>().ShouldBe(1_000);
        asked.Body["messages"]!.AsArray().Select(message => message!["role"]!.GetValue<string>()).ShouldBe(["system", "user"]);
        asked.Body["response_format"]!["type"]!.GetValue<string>().ShouldBe("json_schema");
        asked.Body["response_format"]!["json_schema"]!["name"]!.GetValue<string>().ShouldBe("intent");
        asked.Body["response_format"]!["json_schema"]!["strict"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_refusal_is_said_to_be_one()
    {
        await using ModelServer server = await ModelServer.StartAsync(200, Refusals.First());
        (await Should.ThrowAsync<IntentAnalysisException>(AskAsync(server))).Message.ShouldBe("OpenAI: the model declines to answer");
    }

    [Fact]
    public async Task The_schema_keeps_the_rules_of_strict_mode()
    {
        await using ModelServer server = await ModelServer.StartAsync(200, Envelope(GoodAnswer));
        await AskAsync(server);
        ShouldBeStrict(server.Requests.Single().Body["response_format"]!["json_schema"]!["schema"]!);
    }

    [Fact]
    public async Task An_effort_that_is_not_set_is_not_sent()
    {
        await using ModelServer server = await ModelServer.StartAsync(200, Envelope(GoodAnswer));
        var analyzer = new OpenAIAnalyzer(
            new OpenAIAnalyzerOptions
            {
                ApiKey = Key,
                Url = new Uri(server.Address + "/v1"),
                Model = "local-model",
                ReasoningEffort = null,
            },
            server.Http);
        await analyzer.AnalyzeAsync(Question, TestContext.Current.CancellationToken);
        server.Requests.Single().Body.AsObject().ContainsKey("reasoning_effort").ShouldBeFalse();
        server.Requests.Single().Body["model"]!.GetValue<string>().ShouldBe("local-model");
    }

    private protected override IIntentAnalyzer Analyzer(ModelServer server) =>
        new OpenAIAnalyzer(new OpenAIAnalyzerOptions { ApiKey = Key, Url = new Uri(server.Address + "/v1") }, server.Http);

    protected override string Envelope(string answer) =>
        Completion($$"""{"role":"assistant","content":{{JsonSerializer.Serialize(answer)}},"refusal":null}""", "stop");

    private protected override string DataOf(Asked asked) => asked.Body["messages"]![1]!["content"]!.GetValue<string>();

    private protected override string InstructionsOf(Asked asked) => asked.Body["messages"]![0]!["content"]!.GetValue<string>();

    private static string Completion(string message, string reason) => $$"""
        {
         "id":"chatcmpl-1","object":"chat.completion","created":1790000000,"model":"gpt-6-luna",
         "choices":[{"index":0,"message":{{message}},"logprobs":null,"finish_reason":"{{reason}}"}],
         "usage":{"prompt_tokens":900,"completion_tokens":40,"total_tokens":940}
        }
        """;

    /// <summary>All objects closed, all properties required (https://developers.openai.com/api/docs/guides/structured-outputs).</summary>
    private static void ShouldBeStrict(JsonNode schema)
    {
        if (schema["type"] is JsonValue type && type.GetValue<string>() == "object")
        {
            schema["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
            JsonObject properties = schema["properties"]!.AsObject();
            schema["required"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(properties.Select(property => property.Key));
            foreach (KeyValuePair<string, JsonNode?> property in properties) ShouldBeStrict(property.Value!);
        }

        if (schema["items"] is { } items) ShouldBeStrict(items);
    }
}
