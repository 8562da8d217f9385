
namespace AgenticAi.Simulation.Scenarios;

/// <summary>
/// Reads one fault: <c>do</c> names it; the moment is <c>at_ms</c>, or <c>utterance</c>, or <c>response</c> with <c>after_ms</c>;
/// <c>session</c> is the number of the session, from 0 (the default). <c>repeat</c> has the number of <c>messages</c>, <c>stall</c> lasts
/// <c>for_ms</c>.
/// </summary>
internal static class FaultReader
{
    private const string Known =
        "drop, reset, silence, error, fail_response, garbage, half_message, binary, unknown_event, oversized, "
        + "expire, fragment, repeat, stall";

    public static FaultPlan? Read(YamlSection section)
    {
        FaultTrigger? trigger = Trigger(section);
        RealtimeFault? fault = Fault(section);
        int session = section.Number("session", 0, 1_000_000) ?? 0;
        section.Close();
        return trigger is null || fault is null ? null : new FaultPlan(trigger, fault, session);
    }

    private static FaultTrigger? Trigger(YamlSection section)
    {
        TimeSpan after = section.Milliseconds("after_ms") ?? TimeSpan.Zero;
        FaultTrigger?[] triggers =
        [
            section.Milliseconds("at_ms") is { } at ? new AtTime(at) : null,
            section.Number("utterance", 1, 10_000) is { } utterance ? new AtUtterance(utterance) : null,
            section.Number("response", 1, 10_000) is { } response ? new InResponse(response, after) : null,
        ];
        FaultTrigger[] given = [.. triggers.OfType<FaultTrigger>()];
        if (given.Length == 1) return given[0];
        section.Error("needs exactly one of at_ms, utterance, response");
        return null;
    }

    private static RealtimeFault? Fault(YamlSection section)
    {
        string name = section.RequiredText("do");
        RealtimeFault? fault = name switch
        {
            "drop" => new DropFault(section.Number("close_code", 1000, 4999) ?? 1000),
            "reset" => new ResetFault(),
            "silence" => new SilenceFault(),
            "error" => new ErrorEventFault(section.RequiredText("code")),
            "fail_response" => new FailResponseFault(section.RequiredText("code")),
            "garbage" => new RawTextFault(),
            "half_message" => new HalfMessageFault(),
            "binary" => new BinaryFault(),
            "unknown_event" => new UnknownEventFault(),
            "oversized" => new OversizedFault(section.Number("bytes", 1024, 256 * 1024 * 1024) ?? 32 * 1024 * 1024),
            "expire" => new ExpireFault(),
            "fragment" => new FragmentFault(section.Number("bytes", 1, 65_536) ?? 7),
            "repeat" => new RepeatFault(section.Number("messages", 1, 10_000) ?? 20),
            "stall" => new StallFault(TimeSpan.FromMilliseconds(section.Number("for_ms", 1, 600_000) ?? 1000)),
            _ => null,
        };
        if (fault is null && name.Length > 0) section.Error($"has 'do: {name}', which must be one of {Known}");
        return fault;
    }
}
