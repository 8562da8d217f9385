using System.Globalization;
using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.Realtime.Rules;

/// <summary>Why a client event is refused: the <c>error</c> of the error event.</summary>
/// <param name="Code">Machine-readable, or null.</param>
/// <param name="Message">For people.</param>
/// <param name="Param">The field that is wrong, or null.</param>
/// <param name="Type"><c>invalid_request_error</c> unless the fault is the server's.</param>
internal sealed record RuleError(string? Code, string Message, string? Param = null, string Type = "invalid_request_error")
{
    /// <summary>As it stands in an answer.</summary>
    public JsonObject ToJson() => new() { ["type"] = Type, ["code"] = Code, ["message"] = Message, ["param"] = Param };

    public static RuleError Unknown(string path) => new("unknown_parameter", $"Unknown parameter: '{path}'.", path);

    public static RuleError Missing(string path) => new("missing_required_parameter", $"Missing required parameter: '{path}'.", path);

    public static RuleError WrongType(string path, string expected, string actual) =>
        new("invalid_type", $"Invalid type for '{path}': expected {expected}, but got {Article(actual)} instead.", path);

    public static RuleError WrongValue(string path, string value, IEnumerable<string> supported) =>
        new("invalid_value", $"Invalid value: '{value}'. Supported values are: {Quote(supported)}.", path);

    public static RuleError OutOfRange(string path, bool whole, bool below, double value, double bound)
    {
        string kind = whole ? "integer" : "decimal";
        string edge = below ? "below minimum" : "above maximum";
        string code = $"{kind}_{(below ? "below_min_value" : "above_max_value")}";
        string rule = below ? ">=" : "<=";
        string expected = string.Create(CultureInfo.InvariantCulture, $"Expected a value {rule} {bound}, but got {value} instead.");
        return new(code, $"Invalid '{path}': {kind} {edge} value. {expected}", path);
    }

    public static string Quote(IEnumerable<string> values)
    {
        string[] quoted = [.. values.Select(value => $"'{value}'")];
        return quoted.Length < 2 ? string.Concat(quoted) : $"{string.Join(", ", quoted[..^1])}, and {quoted[^1]}";
    }

    private static string Article(string kind) => kind switch
    {
        "null" => "null",
        "object" or "array" or "integer" => $"an {kind}",
        _ => $"a {kind}",
    };
}
