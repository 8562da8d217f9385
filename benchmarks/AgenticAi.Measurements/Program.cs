using System.Globalization;
using AgenticAi.Measurements;

// dotnet run -c Release --project benchmarks/AgenticAi.Measurements -- interruptions 100 5
int calls = Number(1, otherwise: 1);
int each = Number(2, otherwise: 20);
switch (args.FirstOrDefault())
{
    case "interruptions":
        await Interruptions.MeasureAsync(calls, each);
        return 0;
    case "drops":
        await Drops.MeasureAsync(calls, each);
        return 0;
    case "appends":
        await Appends.MeasureAsync(calls, each);
        return 0;
    case "greeting":
        await Greetings.MeasureAsync(calls, each);
        return 0;
    case "wishes":
        await Wishes.MeasureAsync(calls, each);
        return 0;
    default:
        Console.Error.WriteLine(
            "usage: interruptions [CALLS [INTERRUPTIONS_IN_EACH]] | drops [CALLS [ROUNDS]] | appends [CONVERSATIONS [APPENDS_IN_EACH]] | greeting [CALLS [MS_TO_CONNECT]] | wishes [CALLS [MS_OF_THE_AGENT]]");
        return 2;
}

int Number(int position, int otherwise) => position < args.Length ? int.Parse(args[position], CultureInfo.InvariantCulture) : otherwise;
