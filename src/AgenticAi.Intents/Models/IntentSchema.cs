using System.Text.Json;
using System.Text.Json.Nodes;
using AgenticAi.Conversations;

namespace AgenticAi.Intents.Models;

/// <summary>The shape of an answer, in the two dialects of JSON schema that the vendors take.</summary>
internal static class IntentSchema
{
    /// <summary>In the order in which they are asked for: a model writes the kind before it writes a command.</summary>
    private static readonly string[] Properties = ["kind", "command", "entities", "confidence", "ask_back"];

    private static readonly string[] EntityKinds = ["person", "place", "time", "date", "number", "email", "phone", "thing"];

    /// <summary>
    /// For OpenAI's strict mode: every property required, nothing else allowed, "or null" as a second type
    /// (https://developers.openai.com/api/docs/guides/structured-outputs).
    /// </summary>
    public static string ForOpenAI { get; } = Answer(Typed("string", "null"), isClosed: true).ToJsonString();

    /// <summary>
    /// For Gemini's <c>responseSchema</c>, a subset of OpenAPI 3.0: null is a property of the type, and the order is told
    /// (https://ai.google.dev/api/caching#Schema).
    /// </summary>
    public static JsonObject ForGemini()
    {
        JsonObject schema = Answer(new JsonObject { ["type"] = "string", ["nullable"] = true }, isClosed: false);
        schema["propertyOrdering"] = Strings(Properties);
        return schema;
    }

    /// <summary>The name of a kind on the wire.</summary>
    public static string NameOf(IntentKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    private static string[] KindNames => [.. Enum.GetValues<IntentKind>().Select(NameOf)];

    private static JsonObject Answer(JsonObject textOrNull, bool isClosed)
    {
        JsonObject entity = Object(Named(("kind", Words(EntityKinds)), ("value", Typed("string"))), ["kind", "value"], isClosed);
        JsonObject properties = Named(
            ("kind", Words(KindNames)), ("command", textOrNull), ("entities", List(entity)), ("confidence", Typed("number")),
            ("ask_back", Typed("boolean")));
        return Object(properties, Properties, isClosed);
    }

    private static JsonObject Object(JsonObject properties, string[] required, bool isClosed)
    {
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = Strings(required) };
        if (isClosed) schema["additionalProperties"] = false;
        return schema;
    }

    private static JsonObject Named(params (string Name, JsonObject Schema)[] properties) =>
        new(properties.Select(property => new KeyValuePair<string, JsonNode?>(property.Name, property.Schema)));

    private static JsonObject Words(string[] allowed) => new() { ["type"] = "string", ["enum"] = Strings(allowed) };

    private static JsonObject Typed(params string[] types) => new() { ["type"] = types.Length == 1 ? types[0] : Strings(types) };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonArray Strings(string[] values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
