namespace AgenticAi.Simulation.Twilio;

/// <summary>What the parts of one call share.</summary>
internal sealed record CallContext(
    SimulatedTwilioOptions Options, CallPlan Plan, string CallSid, CallLog Log, CallerScript Script, CallCommands Commands);
