using System.Globalization;
using System.Text.RegularExpressions;
using AgenticAi.Configuration.Reading;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>costs</c>.</summary>
internal static partial class CostsBinder
{
    private const int MostModels = 100;
    private const int LargestLimit = 1_000_000;

    private static readonly ValueKind<decimal?> Limit = MoneyKinds.Limit(LargestLimit);

    private static readonly ValueKind<string> Currency = new(
        "three capital letters (ISO 4217), such as USD", text => ThreeCapitals().IsMatch(text) ? text : Parsed<string>.No(), text => text);

    public static CostsConfig Bind(Section section, OpenAIRealtimeConfig realtime)
    {
        var defaults = new CostsConfig();
        var config = new CostsConfig
        {
            PricesAsOf = section.Read("prices_as_of", defaults.PricesAsOf, MoneyKinds.DayOrEmpty,
                "The day on which `prices` were read. Needed with them."),
            Currency = section.Read("currency", defaults.Currency, Currency, "The currency of all amounts in this section."),
            Prices = section.ReadTable("prices", MostModels, "MODEL", PriceBinder.Bind),
            CallSoftLimit = section.Read("call_soft_limit", defaults.CallSoftLimit, Limit,
                "What a call may cost before there is a warning. `0` or empty: whatever it does."),
            CallHardLimit = section.Read("call_hard_limit", defaults.CallHardLimit, Limit,
                "What a call may cost before `goodbye` is spoken and it ends. `0` or empty: whatever it does."),
            DaySoftLimit = section.Read("day_soft_limit", defaults.DaySoftLimit, Limit,
                "What all calls of a day (UTC) may cost before there is a warning. `0` or empty: whatever they do."),
            DayHardLimit = section.Read("day_hard_limit", defaults.DayHardLimit, Limit,
                "What all calls of a day (UTC) may cost before they end and further callers hear `server.busy_message`. `0` or empty: "
                + "whatever they do."),
            Warning = section.Read("warning", defaults.Warning, TextKinds.Prose(0, 1_000),
                "Said once in a call when a soft limit is reached. Empty: nothing; the log, the metrics and the journal tell of it."),
            Goodbye = section.Read("goodbye", defaults.Goodbye, TextKinds.Prose(1, 1_000), "Said before a call ends for its cost."),
        };
        if (config.Prices.Count > 0 && config.PricesAsOf is null && !section.HasError("prices_as_of"))
            section.Error("prices_as_of", "is missing: the day on which the prices were read");
        RequireOrder(section, "call_soft_limit", config.CallSoftLimit, "call_hard_limit", config.CallHardLimit);
        RequireOrder(section, "day_soft_limit", config.DaySoftLimit, "day_hard_limit", config.DayHardLimit);
        RequirePrices(section, config, realtime);
        return config;
    }

    private static void RequireOrder(Section section, string softKey, decimal? soft, string hardKey, decimal? hard)
    {
        if (soft >= hard) section.Error(softKey, $"{Text(soft)} is not allowed: it must be less than {hardKey}, which is {Text(hard)}");
    }

    /// <summary>A limit on what is not counted would never be reached.</summary>
    private static void RequirePrices(Section section, CostsConfig config, OpenAIRealtimeConfig realtime)
    {
        (string Key, decimal? Limit)[] limits =
        [
            ("call_soft_limit", config.CallSoftLimit), ("call_hard_limit", config.CallHardLimit),
            ("day_soft_limit", config.DaySoftLimit), ("day_hard_limit", config.DayHardLimit),
        ];
        string? key = limits.FirstOrDefault(limit => limit.Limit is not null).Key;
        if (key is null || section.HasError("prices")) return;
        if (!config.Prices.Any(price => price.Model == realtime.Model && price.CoversConversation))
            section.Error("prices", Missing(key, realtime.Model, "openai_realtime.model", "text_in, text_out, audio_in and audio_out"));
        if (!config.Prices.Any(price => price.Model == realtime.TranscriptionModel && price.CoversTranscription))
        {
            section.Error(
                "prices",
                Missing(
                    key, realtime.TranscriptionModel, "openai_realtime.transcription_model",
                    "audio_in_per_minute, or audio_in, text_in and text_out"));
        }
    }

    private static string Missing(string limit, string model, string modelKey, string wanted) =>
        $"{limit} needs the prices of {Shown.Line(model)} ({modelKey}): {wanted}";

    private static string Text(decimal? amount) => amount.GetValueOrDefault().ToString("0.######", CultureInfo.InvariantCulture);

    [GeneratedRegex("^[A-Z]{3}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ThreeCapitals();
}
