using AgenticAi.Conversations;

namespace AgenticAi.Tests.Calls;

/// <summary>End reasons are expected by the names under which people and journals know them.</summary>
internal static class EndReasonAssertions
{
    public static void ShouldBe(this EndReason? actual, string name, string? customMessage = null) => (actual?.Name).ShouldBe(name, customMessage);
}
