using System.Globalization;
using AgenticAi.Configuration.Reading;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>limits</c>.</summary>
internal static class LimitsBinder
{
    private static readonly ValueKind<string> Spoken = TextKinds.Prose(1, 1_000);

    public static LimitsConfig Bind(Section section)
    {
        var defaults = new LimitsConfig();
        var config = new LimitsConfig
        {
            SilencePromptAfter = section.Read("silence_prompt_after_s", defaults.SilencePromptAfter, SecondsOrEmpty(3),
                "Silence of both sides after which `silence_prompt` is spoken. Empty (`\"\"`): never."),
            SilencePrompt = section.Read("silence_prompt", defaults.SilencePrompt, Spoken, "Asked when nobody speaks."),
            SilenceGoodbyeAfter = section.Read("silence_goodbye_after_s", defaults.SilenceGoodbyeAfter, SecondsOrEmpty(5),
                "Silence after which `silence_goodbye` is spoken and the call ends, counted from the same moment as "
                + "`silence_prompt_after_s` and greater than it. Empty (`\"\"`): never."),
            SilenceGoodbye = section.Read("silence_goodbye", defaults.SilenceGoodbye, Spoken, "Said before the call ends for silence."),
            MaxDuration = section.Read("max_duration_s", defaults.MaxDuration, SecondsOrEmpty(10, 86_400),
                "How long a call may last; then `duration_goodbye` is spoken and it ends. Empty (`\"\"`): without end."),
            DurationWarningBefore = section.Read("duration_warning_s", defaults.DurationWarningBefore, SecondsOrEmpty(5),
                "How long before that end `duration_warning` is spoken; less than `max_duration_s`. Empty (`\"\"`): never."),
            DurationWarning = section.Read("duration_warning", defaults.DurationWarning, Spoken, "Said that long before the end."),
            DurationGoodbye = section.Read("duration_goodbye", defaults.DurationGoodbye, Spoken,
                "Said before the call ends for its length."),
            Apology = section.Read("apology", defaults.Apology, Spoken,
                "Said in place of an answer that the model has failed to give several times. When it cannot be said either, the call ends."),
        };
        RequireOrder(section, "silence_prompt_after_s", config.SilencePromptAfter, "silence_goodbye_after_s", config.SilenceGoodbyeAfter);
        RequireOrder(section, "duration_warning_s", config.DurationWarningBefore, "max_duration_s", config.MaxDuration);
        return config;
    }

    private static ValueKind<TimeSpan?> SecondsOrEmpty(int min, int max = 3_600) => Kinds.OrEmpty(Kinds.Seconds(min, max));

    /// <summary>The error stands at a key that somebody wrote: the other may have its default, which has no line.</summary>
    private static void RequireOrder(Section section, string lesserKey, TimeSpan? lesser, string greaterKey, TimeSpan? greater)
    {
        if (!(lesser >= greater) || section.HasError(lesserKey) || section.HasError(greaterKey)) return;
        if (section.Has(greaterKey))
            section.Error(greaterKey, $"{Shown(greater)} is not allowed: it must be greater than {lesserKey}, which is {Shown(lesser)}");
        else
            section.Error(lesserKey, $"{Shown(lesser)} is not allowed: it must be less than {greaterKey}, which is {Shown(greater)}");
    }

    private static string Shown(TimeSpan? time) => time.GetValueOrDefault().TotalSeconds.ToString(CultureInfo.InvariantCulture);
}
