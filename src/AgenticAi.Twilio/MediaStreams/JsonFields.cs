using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;

namespace AgenticAi.Twilio.MediaStreams;

/// <summary>The fields of one JSON object, with an error that names the field when one is not what it must be.</summary>
internal readonly struct JsonFields
{
    private readonly string _event;
    private readonly string _path;
    private readonly JsonElement _element;

    public JsonFields(string eventName, string path, JsonElement element)
    {
        _event = eventName;
        _path = path;
        _element = element;
    }

    public bool Has(string name) => _element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    public JsonFields Object(string name)
    {
        JsonElement value = Required(name);
        if (value.ValueKind != JsonValueKind.Object) throw Wrong(name, "must be an object");
        return new JsonFields(_event, $"{_path}{name}.", value);
    }

    public string Text(string name)
    {
        JsonElement value = Required(name);
        if (value.ValueKind != JsonValueKind.String) throw Wrong(name, "must be a string");
        return value.GetString() is { Length: > 0 } text ? text : throw Wrong(name, "must not be empty");
    }

    public string Text(string name, string otherwise) => Has(name) ? Scalar(name, _element.GetProperty(name)) : otherwise;

    public int Number(string name)
    {
        string text = Scalar(name, Required(name));
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)) return number;
        throw new TwilioProtocolException(_event, _path + name, text, "it must be a whole number from 0");
    }

    public IReadOnlyList<string> Texts(string name)
    {
        if (!Has(name)) return [];
        JsonElement list = _element.GetProperty(name);
        if (list.ValueKind != JsonValueKind.Array) throw Wrong(name, "must be an array");
        JsonFields self = this;
        return [.. list.EnumerateArray().Select(item => self.Scalar(name, item))];
    }

    public IReadOnlyDictionary<string, string> Dictionary(string name)
    {
        if (!Has(name)) return ReadOnlyDictionary<string, string>.Empty;
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        JsonFields inner = Object(name);
        foreach (JsonProperty property in inner._element.EnumerateObject())
            entries[property.Name] = inner.Scalar(property.Name, property.Value);
        return entries;
    }

    /// <summary>Text, also of what was written as a number or a truth value.</summary>
    private string Scalar(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        JsonValueKind.Null => "",
        _ => throw Wrong(name, "must be a string"),
    };

    private JsonElement Required(string name) => Has(name) ? _element.GetProperty(name) : throw Wrong(name, "is missing");

    private TwilioProtocolException Wrong(string name, string rule) => new(_event, _path + name, null, rule);
}
