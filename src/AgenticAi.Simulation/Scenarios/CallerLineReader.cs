namespace AgenticAi.Simulation.Scenarios;

/// <summary>
/// Reads one line of the caller: <c>say</c> (a recording) with <c>text</c>, or <c>press</c>, <c>noise_ms</c> (a VAD hears 40 or more),
/// <c>hang_up: true</c>, <c>drop: true</c>, and at most one cue: <c>at_ms</c>, <c>after_ms</c>, <c>after_agent_ms</c>,
/// <c>interrupt_after_ms</c>; the last two go with <c>patience_ms</c>.
/// </summary>
internal static class CallerLineReader
{
    private const string Keys = "0123456789*#";

    public static CallerLine? Read(YamlSection section)
    {
        CallerCue cue = Cue(section);
        TimeSpan? patience = section.Milliseconds("patience_ms");
        if (patience is not null && cue is AtCue or AfterPreviousCue)
            section.Error("has 'patience_ms', which goes with 'after_agent_ms' and 'interrupt_after_ms' only");
        CallerLine? line = Action(section, cue);
        section.Close();
        return line is null ? null : line with { Patience = patience };
    }

    private static CallerCue Cue(YamlSection section)
    {
        CallerCue?[] cues =
        [
            section.Milliseconds("at_ms") is { } at ? CallerCue.At(at) : null,
            section.Milliseconds("after_ms") is { } after ? CallerCue.AfterPrevious(after) : null,
            section.Milliseconds("after_agent_ms") is { } silence ? CallerCue.AgentSilent(silence) : null,
            section.Milliseconds("interrupt_after_ms") is { } speaking ? CallerCue.AgentSpeaking(speaking) : null,
        ];
        CallerCue[] given = [.. cues.OfType<CallerCue>()];
        if (given.Length > 1) section.Error("has more than one of at_ms, after_ms, after_agent_ms, interrupt_after_ms");
        return given.FirstOrDefault(CallerCue.AfterPrevious(TimeSpan.Zero));
    }

    private static CallerLine? Action(YamlSection section, CallerCue cue)
    {
        CallerLine?[] actions =
        [
            section.Text("say") is { } speech ? new SayLine(cue, speech, section.RequiredText("text")) : null,
            section.Text("press") is { } digits ? new PressLine(cue, Checked(section, digits)) : null,
            section.Number("noise_ms", 20, 60_000) is { } length ? new NoiseLine(cue, TimeSpan.FromMilliseconds(length)) : null,
            IsTrue(section, "hang_up") ? new HangUpLine(cue) : null,
            IsTrue(section, "drop") ? new DropLine(cue) : null,
        ];
        CallerLine[] given = [.. actions.OfType<CallerLine>()];
        if (given.Length == 1) return given[0];
        section.Error("needs exactly one of say, press, noise_ms, hang_up, drop");
        return null;
    }

    private static bool IsTrue(YamlSection section, string key)
    {
        string? text = section.Text(key);
        if (text is not (null or "true")) section.Error($"has '{key}: {text}'; '{key}' can only be true");
        return text is not null;
    }

    private static string Checked(YamlSection section, string digits)
    {
        if (digits.Length == 0 || digits.Any(digit => !Keys.Contains(digit, StringComparison.Ordinal)))
            section.Error($"has 'press: {digits}', which must be digits, * or #");
        return digits;
    }
}
