using System.Text.Json;
using System.Text.RegularExpressions;

namespace AgenticAi.Realtime.Tests.Schema;

/// <summary>
/// The part of JSON Schema 2020-12 that OpenAI's description uses. Throws for a keyword it does not know, so that nothing is passed over.
/// </summary>
/// <param name="document">The description; references are looked up in it.</param>
/// <param name="closed">Whether a property that the description does not list is an error, as it is to the server.</param>
internal sealed class JsonSchema(JsonElement document, bool closed)
{
    private static readonly string[] Annotations =
    [
        "description", "title", "default", "example", "discriminator", "nullable", "x-stainless-const", "x-oaiTypeLabel", "x-oaiMeta",
        "x-oaiExpandable",
    ];

    public static JsonSchema Load(string file, bool closed) => new(JsonDocument.Parse(File.ReadAllBytes(file)).RootElement, closed);

    public JsonElement Definition(string name) => document.GetProperty("components").GetProperty("schemas").GetProperty(name);

    /// <returns>What is wrong with the value; empty when it is valid.</returns>
    public IReadOnlyList<string> Validate(string definition, JsonElement value)
    {
        var errors = new List<string>();
        Check(Definition(definition), value, definition, errors);
        return errors;
    }

    private void Check(JsonElement schema, JsonElement value, string path, List<string> errors)
    {
        if (schema.ValueKind == JsonValueKind.False) errors.Add($"{path}: nothing is allowed here");
        if (schema.ValueKind is JsonValueKind.False or JsonValueKind.True) return;
        bool nullable = schema.TryGetProperty("nullable", out JsonElement flag) && flag.GetBoolean();
        if (nullable && value.ValueKind == JsonValueKind.Null) return;
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            if (!Annotations.Contains(keyword.Name)) CheckKeyword(schema, keyword, value, path, errors);
        }
    }

    private void CheckKeyword(JsonElement schema, JsonProperty keyword, JsonElement value, string path, List<string> errors)
    {
        void Expect(bool holds)
        {
            if (!holds) errors.Add($"{path}: {keyword.Name} {Shorten(keyword.Value)} does not hold for {Shorten(value)}");
        }

        JsonElement rule = keyword.Value;
        bool isNumber = value.ValueKind == JsonValueKind.Number;
        bool isString = value.ValueKind == JsonValueKind.String;
        switch (keyword.Name)
        {
            case "$ref": Check(Resolve(rule.GetString()!), value, path, errors); break;
            case "type": Expect(HasType(rule.GetString()!, value)); break;
            case "enum": Expect(rule.EnumerateArray().Any(allowed => JsonElement.DeepEquals(allowed, value))); break;
            case "const": Expect(JsonElement.DeepEquals(rule, value)); break;
            case "minimum": Expect(!isNumber || value.GetDouble() >= rule.GetDouble()); break;
            case "maximum": Expect(!isNumber || value.GetDouble() <= rule.GetDouble()); break;
            case "maxLength": Expect(!isString || value.GetString()!.EnumerateRunes().Count() <= rule.GetInt32()); break;
            case "minItems": Expect(value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32()); break;
            case "pattern": Expect(!isString || Regex.IsMatch(value.GetString()!, rule.GetString()!)); break;
            case "format": Expect(HasFormat(rule.GetString()!, value)); break;
            case "anyOf": Expect(rule.EnumerateArray().Any(option => Fits(option, value))); break;
            case "oneOf": Expect(FitsOne(rule, value)); break;
            case "required": Expect(HasAll(rule, value)); break;
            case "properties": CheckProperties(schema, rule, value, path, errors); break;
            case "additionalProperties": CheckAdditional(schema, rule, value, path, errors); break;
            case "items": CheckItems(rule, value, path, errors); break;
            default: throw new NotSupportedException($"{path}: the keyword {keyword.Name} is not known here");
        }
    }

    private void CheckProperties(JsonElement schema, JsonElement properties, JsonElement value, string path, List<string> errors)
    {
        if (value.ValueKind != JsonValueKind.Object) return;
        bool open = !closed || schema.TryGetProperty("additionalProperties", out _);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (properties.TryGetProperty(property.Name, out JsonElement rule))
                Check(rule, property.Value, $"{path}.{property.Name}", errors);
            else if (!open) errors.Add($"{path}: {property.Name} is not in the description");
        }
    }

    private void CheckAdditional(JsonElement schema, JsonElement rule, JsonElement value, string path, List<string> errors)
    {
        if (value.ValueKind != JsonValueKind.Object) return;
        bool listed = schema.TryGetProperty("properties", out JsonElement properties);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (!listed || !properties.TryGetProperty(property.Name, out _))
                Check(rule, property.Value, $"{path}.{property.Name}", errors);
        }
    }

    private void CheckItems(JsonElement rule, JsonElement value, string path, List<string> errors)
    {
        if (value.ValueKind != JsonValueKind.Array) return;
        int index = 0;
        foreach (JsonElement item in value.EnumerateArray()) Check(rule, item, $"{path}[{index++}]", errors);
    }

    private bool Fits(JsonElement schema, JsonElement value)
    {
        var errors = new List<string>();
        Check(schema, value, "", errors);
        return errors.Count == 0;
    }

    /// <summary>
    /// The description says "any string, or one of these strings" by oneOf in a few places, where the known strings fit both; there, and
    /// only there, it is taken as it is meant.
    /// </summary>
    private bool FitsOne(JsonElement options, JsonElement value)
    {
        int fitting = options.EnumerateArray().Count(option => Fits(option, value));
        bool allStrings = options.EnumerateArray()
            .All(option => option.TryGetProperty("type", out JsonElement type) && type.ValueEquals("string"));
        return allStrings ? fitting > 0 : fitting == 1;
    }

    private JsonElement Resolve(string reference)
    {
        const string start = "#/components/schemas/";
        return reference.StartsWith(start, StringComparison.Ordinal)
            ? Definition(reference[start.Length..])
            : throw new NotSupportedException($"The reference {reference} is not known here");
    }

    private static bool HasType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && double.IsInteger(value.GetDouble()),
        _ => throw new NotSupportedException($"The type {type} is not known here"),
    };

    private static bool HasFormat(string format, JsonElement value) => format switch
    {
        "uri" => value.ValueKind != JsonValueKind.String || Uri.TryCreate(value.GetString(), UriKind.Absolute, out _),
        "double" or "unixtime" => value.ValueKind is JsonValueKind.Number or JsonValueKind.Null,
        _ => throw new NotSupportedException($"The format {format} is not known here"),
    };

    private static bool HasAll(JsonElement names, JsonElement value) => value.ValueKind != JsonValueKind.Object
        || names.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _));

    private static string Shorten(JsonElement element)
    {
        string text = element.GetRawText();
        return text.Length <= 80 ? text : text[..80] + "…";
    }
}
