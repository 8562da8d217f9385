using System.Text.Json.Nodes;

namespace AgenticAi.Twilio.Tests.MediaStreams;

/// <summary>Writes one JSON object in every order of its properties, and of those of each object within it.</summary>
internal static class JsonOrders
{
    public static IEnumerable<string> Of(string json)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        foreach (JsonObject order in Orders(root)) yield return order.ToJsonString();
        foreach ((string name, JsonNode? value) in root)
        {
            if (value is not JsonObject inner) continue;
            foreach (JsonObject order in Orders(inner))
            {
                JsonObject whole = root.DeepClone().AsObject();
                whole[name] = order;
                yield return whole.ToJsonString();
            }
        }
    }

    private static IEnumerable<JsonObject> Orders(JsonObject value) => Permutations([.. value])
        .Select(order => new JsonObject(order.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))));

    private static IEnumerable<List<T>> Permutations<T>(List<T> items)
    {
        if (items.Count == 0) return [[]];
        return Enumerable.Range(0, items.Count).SelectMany(first =>
            Permutations([.. items.Where((_, index) => index != first)]).Select(rest => (List<T>)[items[first], .. rest]));
    }
}
