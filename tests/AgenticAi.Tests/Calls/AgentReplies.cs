using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;

namespace AgenticAi.Tests.Calls;

/// <summary>What simulated models answer.</summary>
internal static class AgentReplies
{
    /// <summary>The model finishes what it is told was cut off; all else is left to the scenario.</summary>
    public static AgentReply? GoingOn(ReplyRequest request) =>
        request.Instructions?.Contains("Go on", StringComparison.Ordinal) == true ? AgentReply.Say("as I said.") : null;

    /// <summary>The model says what it is told to; it wonders about all else.</summary>
    public static AgentReply Parrot(ReplyRequest request) => AgentReply.Say(request.Instructions?.Split("else: ")[^1] ?? "Yes?");
}
