using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace AgenticAi.Simulation.Scenarios;

/// <summary>Turns YAML into the JSON it stands for: unquoted numbers, true, false and null are what they look like.</summary>
internal static class YamlJson
{
    public static JsonNode? From(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(
            mapping.Children.Select(pair => KeyValuePair.Create(pair.Key.ToString(), From(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(From)]),
        YamlScalarNode scalar => FromScalar(scalar),
        _ => throw new InvalidOperationException($"YAML node of kind {node.NodeType} has no JSON form."),
    };

    private static JsonValue? FromScalar(YamlScalarNode scalar)
    {
        string text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain) return JsonValue.Create(text);
        if (text is "" or "null" or "~") return null;
        if (text is "true" or "false") return JsonValue.Create(text == "true");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
            return JsonValue.Create(whole);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? JsonValue.Create(number)
            : JsonValue.Create(text);
    }
}
