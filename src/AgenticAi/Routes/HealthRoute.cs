using AgenticAi.Calls.Lifecycle;
using AgenticAi.Journal;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Routes;

/// <summary>What <c>/health</c> says.</summary>
/// <param name="Status"><c>ok</c>, <c>full</c>, <c>draining</c> or <c>budget</c>.</param>
/// <param name="Calls">Calls that run.</param>
/// <param name="Journal"><c>ok</c>, or why it cannot be written; calls go on without it, so it does not make the server unready.</param>
internal sealed record HealthView(string Status, int Calls, string Journal);

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it takes one more call.</summary>
internal sealed class HealthRoute(CallRegistry calls, IJournalHealth journal)
{
    public IResult Live() => Answer("ok", StatusCodes.Status200OK);

    public IResult Ready()
    {
        string status = calls.IsDraining ? "draining" : calls.IsFull ? "full" : calls.IsDaySpent ? "budget" : "ok";
        return Answer(status, status == "ok" ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private IResult Answer(string status, int code)
    {
        JournalHealth health = journal.Health;
        string stored = health.Available ? "ok" : health.LastError ?? "not available";
        return Results.Json(new HealthView(status, calls.Count, stored), ApiJson.Default.HealthView, statusCode: code);
    }
}
