using System.Globalization;

namespace AgenticAi.Configuration.Reading;

/// <summary>The kinds of value that are not specific to one section.</summary>
internal static class Kinds
{
    /// <summary><c>true</c> or <c>false</c>, and none of YAML's older synonyms: <c>no</c> is also a country and a language.</summary>
    public static ValueKind<bool> Flag { get; } = new(
        "true or false",
        text => text switch
        {
            "true" or "True" or "TRUE" => true,
            "false" or "False" or "FALSE" => false,
            _ => Parsed<bool>.No(),
        },
        value => value ? "true" : "false");

    public static ValueKind<int> WholeNumber(int min, int max, string unit = "") => new(
        $"a whole number{unit} from {min.ToString(CultureInfo.InvariantCulture)} to {max.ToString(CultureInfo.InvariantCulture)}",
        text =>
        {
            bool isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value);
            return isNumber && value >= min && value <= max ? value : Parsed<int>.No();
        },
        value => value.ToString(CultureInfo.InvariantCulture));

    public static ValueKind<TimeSpan> Milliseconds(int min, int max) =>
        Duration(WholeNumber(min, max, " of milliseconds"), TimeSpan.TicksPerMillisecond);

    public static ValueKind<TimeSpan> Seconds(int min, int max) =>
        Duration(WholeNumber(min, max, " of seconds"), TimeSpan.TicksPerSecond);

    public static ValueKind<TimeSpan> Minutes(int min, int max) =>
        Duration(WholeNumber(min, max, " of minutes"), TimeSpan.TicksPerMinute);

    public static ValueKind<double> Number(double min, double max) => new(
        string.Create(CultureInfo.InvariantCulture, $"a number from {min:0.0##} to {max:0.0##}"),
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= min && value <= max
            ? value
            : Parsed<double>.No(),
        value => value.ToString("0.0################", CultureInfo.InvariantCulture));

    /// <summary>A closed list of words, spelt exactly.</summary>
    public static ValueKind<T> OneOf<T>(params (string Word, T Value)[] choices)
        where T : struct, Enum => new(
        string.Join(", ", choices[..^1].Select(choice => choice.Word)) + " or " + choices[^1].Word,
        text => choices.FirstOrDefault(choice => choice.Word == text) is { Word: not null } found ? found.Value : Parsed<T>.No(),
        value => choices.Single(choice => choice.Value.Equals(value)).Word);

    /// <summary>The same, and nothing at all: an empty value is <c>null</c>.</summary>
    public static ValueKind<T?> OrEmpty<T>(ValueKind<T> kind)
        where T : struct => new(
        kind.Allowed + ", or empty",
        text => text.Length == 0 ? Parsed<T?>.But(null, null)
            : kind.Parse(text) is { IsValue: true } parsed ? (T?)parsed.Value : Parsed<T?>.No(),
        value => value is { } some ? kind.Show(some) : "");

    private static ValueKind<TimeSpan> Duration(ValueKind<int> number, long unitTicks) => new(
        number.Allowed,
        text => number.Parse(text) is { IsValue: true } parsed
            ? TimeSpan.FromTicks(parsed.Value * unitTicks)
            : Parsed<TimeSpan>.No(),
        value => number.Show((int)(value.Ticks / unitTicks)));
}
