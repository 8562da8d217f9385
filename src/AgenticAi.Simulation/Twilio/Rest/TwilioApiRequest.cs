namespace AgenticAi.Simulation.Twilio.Rest;

/// <summary>A request that the simulated REST API got.</summary>
/// <param name="Method">GET, POST …</param>
/// <param name="Path">Path of the URL, decoded, without a query.</param>
/// <param name="Form">Its form; empty when it had none.</param>
/// <param name="IsAuthorised">It came with the account's SID and token.</param>
public sealed record TwilioApiRequest(string Method, string Path, IReadOnlyDictionary<string, string> Form, bool IsAuthorised);
