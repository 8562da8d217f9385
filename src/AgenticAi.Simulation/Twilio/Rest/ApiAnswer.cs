using System.Net;
using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.Twilio.Rest;

/// <summary>An answer of the REST API (twilio.com/docs/usage/twilios-response).</summary>
internal sealed record ApiAnswer(int Status, JsonObject Body)
{
    /// <summary>twilio.com/docs/api/errors/20003</summary>
    public static ApiAnswer Unauthorised() => Error(HttpStatusCode.Unauthorized, 20003, "Authenticate");

    /// <summary>twilio.com/docs/api/errors/20404</summary>
    public static ApiAnswer NotFound(string path) =>
        Error(HttpStatusCode.NotFound, 20404, $"The requested resource {path} was not found");

    /// <summary>twilio.com/docs/api/errors/20422</summary>
    public static ApiAnswer InvalidParameter(string message) => Error(HttpStatusCode.BadRequest, 20422, message);

    /// <summary>twilio.com/docs/api/errors/21220</summary>
    public static ApiAnswer NotInProgress() => Error(HttpStatusCode.BadRequest, 21220, "Call is not in-progress. Cannot redirect.");

    /// <summary>A fault: Twilio's code for a status of HTTP is the status and 20,000 (20429, 20500, 20503), but for 401.</summary>
    public static ApiAnswer Fault(HttpStatusCode status) =>
        status == HttpStatusCode.Unauthorized ? Unauthorised() : Error(status, 20_000 + (int)status, status.ToString());

    private static ApiAnswer Error(HttpStatusCode status, int code, string message) => new((int)status, new JsonObject
    {
        ["code"] = code,
        ["message"] = message,
        ["more_info"] = $"https://www.twilio.com/docs/errors/{code}",
        ["status"] = (int)status,
    });
}
