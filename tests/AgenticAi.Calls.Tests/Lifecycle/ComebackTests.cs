using System.Diagnostics.Metrics;
using AgenticAi.Calls.Telemetry;

namespace AgenticAi.Calls.Tests.Lifecycle;

public sealed class ComebackTests
{
    [Fact]
    public void Every_outcome_is_counted_under_a_name_of_its_own()
    {
        List<string?> seen = [];
        using var metrics = new CallMetrics(() => []);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "agenticai.calls.resumed") self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => seen.Add($"{tags[0].Value} {count}"));
        listener.Start();
        foreach (Comeback comeback in Enum.GetValues<Comeback>()) metrics.CameBack(comeback);
        seen.ShouldBe(
            ["goes-on 1", "begins 1", "over 1", "failed 1", "forgotten 1", "broken-too-often 1", "full 1", "draining 1"]);
    }
}
