using System.Globalization;

namespace AgenticAi.Realtime.Sessions;

/// <summary>What is known of model names, voice and transcription, as of November 2026.</summary>
/// <remarks>
/// The preview models went with the beta protocol in May 2026 and are refused. The dates of the others come from third-party reports,
/// so they warn, even when they are past: the server itself says when a model is gone.
/// </remarks>
public static class RealtimeModel
{
    public const string Default = "gpt-realtime-2.1";

    private const string Mini = "gpt-realtime-2.1-mini";
    private static readonly DateOnly VoiceModelsEnd = new(2027, 1, 20);
    private static readonly DateOnly TranscriptionModelsEnd = new(2027, 2, 26);

    /// <param name="model">A model's name as it is configured.</param>
    /// <param name="today">Decides how the end of a model is worded.</param>
    public static ModelStanding Check(string model, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (Is(model, "gpt-4o-mini-realtime-preview")) return Retired(model, Mini);
        if (Is(model, "gpt-4o-realtime-preview")) return Retired(model, Default);
        if (Is(model, "gpt-realtime-mini")) return Retiring(model, Mini, VoiceModelsEnd, today);
        if (model == "gpt-realtime" || model.StartsWith("gpt-realtime-20", StringComparison.Ordinal))
            return Retiring(model, Default, VoiceModelsEnd, today);
        if (model == "whisper-1" || Is(model, "gpt-4o-transcribe") || Is(model, "gpt-4o-mini-transcribe"))
            return Retiring(model, "gpt-transcribe", TranscriptionModelsEnd, today);
        return new ModelStanding(ModelState.Current);
    }

    /// <summary>Whether the model takes <see cref="RealtimeSession.ReasoningEffort"/>; others refuse the whole session for it.</summary>
    public static bool TakesReasoning(string model)
    {
        ArgumentNullException.ThrowIfNull(model);
        const string family = "gpt-realtime-";
        if (!model.StartsWith(family, StringComparison.Ordinal)) return false;
        string generation = model[family.Length..].Split('.', '-')[0];
        // gpt-realtime-2025-08-28 is a snapshot of the first one.
        bool isDate = generation.Length == 4;
        return !isDate && int.TryParse(generation, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 2;
    }

    private static bool Is(string model, string name) =>
        model == name || model.StartsWith(name + "-", StringComparison.Ordinal);

    private static ModelStanding Retired(string model, string replacement) => new(
        ModelState.Retired,
        replacement,
        Message: $"{model} was retired with the beta protocol in May 2026; use {replacement}");

    private static ModelStanding Retiring(string model, string replacement, DateOnly end, DateOnly today)
    {
        string verb = today > end ? "was announced to retire" : "retires";
        string date = end.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return new ModelStanding(ModelState.Retiring, replacement, end, $"{model} {verb} on {date}; use {replacement}");
    }
}
