using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Tests.Calls;

/// <summary>What callers do.</summary>
internal static class CallerPlans
{
    /// <summary>Stays on the line and listens; hangs up when nothing has happened for so long that the test hangs.</summary>
    public static CallPlan Listening() => new() { Patience = TimeSpan.FromSeconds(50), MaxDuration = TimeSpan.FromSeconds(55) };
}
