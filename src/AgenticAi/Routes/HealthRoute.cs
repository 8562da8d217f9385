using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace AgenticAi.Routes;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it takes one more call.</summary>
internal sealed class HealthRoute(CallRegistry calls, IJournalHealth journal, HealthCheckService checks)
{
    private const string Ok = "ok";

    public Task<IResult> LiveAsync(CancellationToken cancellationToken) => AnswerAsync(Ok, cancellationToken);

    public Task<IResult> ReadyAsync(CancellationToken cancellationToken) => AnswerAsync(
        calls.IsDraining ? "draining" : calls.IsFull ? "full" : calls.IsDaySpent ? "budget" : Ok, cancellationToken);

    private async Task<IResult> AnswerAsync(string status, CancellationToken cancellationToken)
    {
        HealthReport report = await checks.CheckHealthAsync(cancellationToken);
        string actors = report.Status == HealthStatus.Healthy ? Ok : string.Join("; ", report.Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(entry => $"{entry.Key}: {entry.Value.Description}"));
        if (status == Ok && actors != Ok) status = "actors";
        int code = status == Ok ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        JournalHealth health = journal.Health;
        BrainHealth brains = calls.Brains;
        var view = new HealthView(status, calls.Count, actors, JournalView.WordOf(health, brains), JournalView.Of(health), BrainView.Of(brains));
        return Results.Json(view, ApiJson.Default.HealthView, statusCode: code);
    }
}
