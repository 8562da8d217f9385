using AgenticAi.Realtime.Sessions;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Realtime.Connections;

/// <summary>Refuses what is known to be refused, before anything is sent, and says what will be.</summary>
internal static class RealtimePreflight
{
    public static void Check(RealtimeEndpoint endpoint, RealtimeSession session, TimeProvider time, ILogger logger)
    {
        DateOnly today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        ModelStanding model = RealtimeModel.Check(endpoint.Model, today);
        if (model.State == ModelState.Retired)
            throw new RealtimeConnectException(RealtimeConnectFailure.Refused, model.Message!, RealtimeErrors.ModelRetired);
        IReadOnlyList<string> problems = session.Problems(endpoint.Model);
        if (problems.Count > 0) throw new ArgumentException(string.Join("; ", problems), nameof(session));
        string? transcription = session.Transcription is { } settings ? RealtimeModel.Check(settings.Model, today).Message : null;
        foreach (string? advice in (string?[])[model.Message, transcription, session.Voice.Warning])
        {
            if (advice is not null) logger.Advice(advice);
        }
    }
}
