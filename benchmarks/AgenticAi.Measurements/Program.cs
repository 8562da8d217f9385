using System.Globalization;
using AgenticAi.Measurements;

// dotnet run -c Release --project benchmarks/AgenticAi.Measurements -- interruptions 100 5
var measurements = new Dictionary<string, (Func<int, int, Task> MeasureAsync, string First, string Second)>
{
    ["interruptions"] = (Interruptions.MeasureAsync, "CALLS", "INTERRUPTIONS_IN_EACH"),
    ["drops"] = (Drops.MeasureAsync, "CALLS", "ROUNDS"),
    ["losses"] = (Losses.MeasureAsync, "CALLS", "ROUNDS"),
    ["acknowledgements"] = (Acknowledgements.MeasureAsync, "CONVERSATIONS", "SECONDS"),
    ["histories"] = (Histories.MeasureAsync, "CONVERSATIONS", "ENTRIES_IN_EACH"),
    ["greeting"] = (Greetings.MeasureAsync, "CALLS", "MS_TO_CONNECT"),
    ["load"] = (Loads.MeasureAsync, "CALLS", "SECONDS"),
    ["wishes"] = (Wishes.MeasureAsync, "CALLS", "MS_OF_THE_AGENT"),
};
if (args is [var name, var first, var second]
    && measurements.TryGetValue(name, out var measurement)
    && int.TryParse(first, CultureInfo.InvariantCulture, out int one)
    && int.TryParse(second, CultureInfo.InvariantCulture, out int other))
{
    await measurement.MeasureAsync(one, other);
    return 0;
}

string usage = string.Join(" | ", measurements.Select(known => $"{known.Key} {known.Value.First} {known.Value.Second}"));
Console.Error.WriteLine($"usage: {usage}");
return 2;
