using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Routes;

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
        BrainHealth brains = calls.Brains;
        var view = new HealthView(status, calls.Count, JournalView.WordOf(health, brains), JournalView.Of(health), BrainView.Of(brains));
        return Results.Json(view, ApiJson.Default.HealthView, statusCode: code);
    }
}
