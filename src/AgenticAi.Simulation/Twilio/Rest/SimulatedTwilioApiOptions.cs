using System.Net;

namespace AgenticAi.Simulation.Twilio.Rest;

/// <summary>Whose calls a simulated REST API serves, and what goes wrong with it.</summary>
public sealed record SimulatedTwilioApiOptions
{
    /// <summary>The account: user name of the authorization and part of each path.</summary>
    public string AccountSid { get; init; } = SimulatedTwilioOptions.DefaultAccountSid;

    /// <summary>The password.</summary>
    public string AuthToken { get; init; } = "";

    /// <summary>What the Nth request (from 0) is answered with instead of being carried out; null carries it out.</summary>
    public Func<int, HttpStatusCode?> Faults { get; init; } = _ => null;

    /// <summary>Each connection serves one request, so that whoever counts sockets finds none that waits for another.</summary>
    public bool ClosesConnections { get; init; }

    /// <summary>How many requests are kept, the latest.</summary>
    public int KeptRequests { get; init; } = 1000;
}
