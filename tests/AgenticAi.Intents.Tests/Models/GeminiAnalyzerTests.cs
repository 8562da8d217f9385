using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticAi.Conversations;
using AgenticAi.Intents.Gemini;

namespace AgenticAi.Intents.Tests.Models;

/// <summary>The request as https://ai.google.dev/api/generate-content describes it.</summary>
public sealed class GeminiAnalyzerTests : VendorTests
{
    protected override IEnumerable<string> Refusals =>
    [
        """{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":9}}""",
        Response(Part(GoodAnswer), "MAX_TOKENS"),
        Response(Part(GoodAnswer), "SAFETY"),
        """{"candidates":[{"finishReason":"STOP","index":0}]}""",
    ];

    [Fact]
    public async Task The_request_is_the_vendors()
    {
        await using ModelServer server = await ModelServer.StartAsync(200, Envelope(GoodAnswer));
        await AskAsync(server);
        Asked asked = server.Requests.Single();
        asked.Method.ShouldBe("POST");
        asked.Path.ShouldBe("/v1beta/models/gemini-3.5-flash-lite:generateContent",
            "the key is no part of the address, which is logged everywhere");
        asked.Headers["x-goog-api-key"].ShouldBe(Key);
        asked.Headers.ContainsKey("Authorization").ShouldBeFalse();
        asked.Headers["Content-Type"].ShouldStartWith("application/json");
        JsonNode generation = asked.Body["generationConfig"]!;
        generation["responseMimeType"]!.GetValue<string>().ShouldBe("application/json");
        asked.Body["contents"]!.AsArray().Single()!["role"]!.GetValue<string>().ShouldBe("user");
        JsonNode schema = generation["responseSchema"]!;
        schema["type"]!.GetValue<string>().ShouldBe("object");
        schema["properties"]!["command"]!["nullable"]!.GetValue<bool>().ShouldBeTrue();
        schema["properties"]!["kind"]!["enum"]!.AsArray().Count.ShouldBe(Enum.GetValues<IntentKind>().Length);
        schema["propertyOrdering"]!.AsArray().Select(name => name!.GetValue<string>())
            .ShouldBe(schema["required"]!.AsArray().Select(name => name!.GetValue<string>()));
        schema.ToJsonString().ShouldNotContain("additionalProperties", Case.Sensitive, "the subset does not have it");
    }

    [Fact]
    public async Task Thoughts_are_no_part_of_the_answer()
    {
        const string Thought = """{"text":"The caller wants a table.","thought":true}""";
        string parts = string.Join(',', Thought, Part(GoodAnswer[..20]), Part(GoodAnswer[20..]));
        await using ModelServer server = await ModelServer.StartAsync(200, Response(parts, "STOP"));
        (await AskAsync(server)).Command.ShouldBe("book a table for two on Friday");
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_its_end()
    {
        await using ModelServer server = await ModelServer.StartAsync(200, Envelope(new string(' ', 300 * 1024) + GoodAnswer));
        (await Should.ThrowAsync<IntentAnalysisException>(AskAsync(server))).Message.ShouldBe("Gemini: the answer is too large");
    }

    private protected override IIntentAnalyzer Analyzer(ModelServer server) =>
        new GeminiAnalyzer(new GeminiAnalyzerOptions { ApiKey = Key, Url = new Uri(server.Address + "/v1beta") }, server.Http);

    protected override string Envelope(string answer) => Response(Part(answer), "STOP");

    private protected override string DataOf(Asked asked) => asked.Body["contents"]![0]!["parts"]![0]!["text"]!.GetValue<string>();

    private protected override string InstructionsOf(Asked asked) =>
        asked.Body["systemInstruction"]!["parts"]![0]!["text"]!.GetValue<string>();

    private static string Part(string text) => $$"""{"text":{{JsonSerializer.Serialize(text)}}}""";

    private static string Response(string parts, string reason) => $$"""
        {"candidates":[{"content":{"parts":[{{parts}}],"role":"model"},"finishReason":"{{reason}}","index":0}],
         "usageMetadata":{"promptTokenCount":900,"candidatesTokenCount":40,"totalTokenCount":940},"modelVersion":"gemini-3.5-flash-lite"}
        """;
}
