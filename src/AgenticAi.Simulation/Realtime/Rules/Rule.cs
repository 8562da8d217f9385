using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.Realtime.Rules;

/// <summary>What a part of a client event may look like. Gives the first thing that is wrong, in the words of the real server.</summary>
internal abstract class Rule
{
    /// <summary>Anything.</summary>
    public static Rule Any { get; } = new Test(_ => null);

    public static Rule Text { get; } = new Test(node => Kind(node) == "string" ? null : "a string");

    public static Rule Boolean { get; } = new Test(node => Kind(node) == "boolean" ? null : "a boolean");

    public static Rule Json { get; } = new Test(node => Kind(node) == "object" ? null : "an object");

    public static Rule Object(params (string Name, Rule Rule)[] fields) => new ObjectRule(fields);

    public static Rule OneOf(params string[] values) => new OneOfRule(values);

    public static Rule Number(double least, double most) => new NumberRule(least, most, whole: false);

    public static Rule Integer(int least, int most) => new NumberRule(least, most, whole: true);

    public static Rule Null(Rule otherwise) => new NullRule(otherwise);

    public static Rule List(Rule item) => new ListRule(item);

    /// <summary>Chooses by looking.</summary>
    public static Rule When(Func<JsonNode?, bool> test, Rule then, Rule otherwise) => new WhenRule(test, then, otherwise);

    /// <summary>Chooses by the value of <c>type</c>.</summary>
    public static Rule ByType(params (string Type, Rule Rule)[] rules) => new ByTypeRule(rules);

    /// <summary>Null when the node is right.</summary>
    public abstract RuleError? Check(JsonNode? node, string path);

    public static string Kind(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => node.AsValue().TryGetValue(out long _) ? "integer" : "decimal",
    };

    private sealed class Test(Func<JsonNode?, string?> expected) : Rule
    {
        public override RuleError? Check(JsonNode? node, string path) =>
            expected(node) is { } kind ? RuleError.WrongType(path, kind, Kind(node)) : null;
    }

    private sealed class ObjectRule((string Name, Rule Rule)[] fields) : Rule
    {
        public override RuleError? Check(JsonNode? node, string path)
        {
            if (node is not JsonObject given) return RuleError.WrongType(path, "an object", Kind(node));
            foreach ((string name, _) in given)
            {
                if (!fields.Any(field => field.Name.TrimEnd('!') == name)) return RuleError.Unknown(Join(path, name));
            }

            foreach ((string name, Rule rule) in fields)
            {
                string plain = name.TrimEnd('!');
                bool present = given.TryGetPropertyValue(plain, out JsonNode? value);
                if (!present && name != plain) return RuleError.Missing(Join(path, plain));
                if (present && rule.Check(value, Join(path, plain)) is { } error) return error;
            }

            return null;
        }
    }

    private sealed class OneOfRule(string[] values) : Rule
    {
        public override RuleError? Check(JsonNode? node, string path)
        {
            if (Kind(node) != "string") return RuleError.WrongType(path, $"one of {RuleError.Quote(values)}", Kind(node));
            string value = node!.GetValue<string>();
            return values.Contains(value) ? null : RuleError.WrongValue(path, value, values);
        }
    }

    private sealed class NumberRule(double least, double most, bool whole) : Rule
    {
        public override RuleError? Check(JsonNode? node, string path)
        {
            string kind = Kind(node);
            if (kind != "integer" && (whole || kind != "decimal"))
                return RuleError.WrongType(path, whole ? "an integer" : "a decimal", kind);
            double value = double.Parse(node!.ToJsonString(), CultureInfo.InvariantCulture);
            if (value < least) return RuleError.OutOfRange(path, whole, below: true, value, least);
            return value > most ? RuleError.OutOfRange(path, whole, below: false, value, most) : null;
        }
    }

    private sealed class NullRule(Rule otherwise) : Rule
    {
        public override RuleError? Check(JsonNode? node, string path) => Kind(node) == "null" ? null : otherwise.Check(node, path);
    }

    private sealed class ListRule(Rule item) : Rule
    {
        public override RuleError? Check(JsonNode? node, string path)
        {
            if (node is not JsonArray items) return RuleError.WrongType(path, "an array", Kind(node));
            return items.Select((value, index) => item.Check(value, $"{path}[{index}]")).FirstOrDefault(error => error is not null);
        }
    }

    private sealed class WhenRule(Func<JsonNode?, bool> test, Rule then, Rule otherwise) : Rule
    {
        public override RuleError? Check(JsonNode? node, string path) => (test(node) ? then : otherwise).Check(node, path);
    }

    private sealed class ByTypeRule((string Type, Rule Rule)[] rules) : Rule
    {
        public override RuleError? Check(JsonNode? node, string path)
        {
            if (node is not JsonObject given) return RuleError.WrongType(path, "an object", Kind(node));
            if (!given.TryGetPropertyValue("type", out JsonNode? type)) return RuleError.Missing(Join(path, "type"));
            if (OneOf([.. rules.Select(rule => rule.Type)]).Check(type, Join(path, "type")) is { } error) return error;
            return rules.First(rule => rule.Type == type!.GetValue<string>()).Rule.Check(node, path);
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
