using System.Text.Json;

namespace AgenticAi.Realtime.Events.Reading;

internal static class RateLimitJson
{
    public static IReadOnlyList<RateLimit> Read(ref Utf8JsonReader reader)
    {
        if (!reader.IsArray()) return [];
        var limits = new List<RateLimit>();
        while (reader.NextElement())
        {
            if (reader.IsObject()) limits.Add(ReadOne(ref reader));
        }

        return limits;
    }

    private static RateLimit ReadOne(ref Utf8JsonReader reader)
    {
        var limit = new RateLimit("", 0, 0, 0);
        while (reader.NextValue() is { } name)
        {
            switch (name)
            {
                case "name": limit = limit with { Name = reader.Text() ?? "" }; break;
                case "limit": limit = limit with { Limit = reader.Integer() ?? 0 }; break;
                case "remaining": limit = limit with { Remaining = reader.Integer() ?? 0 }; break;
                case "reset_seconds": limit = limit with { ResetSeconds = reader.Number() ?? 0 }; break;
                default: reader.Skip(); break;
            }
        }

        return limit;
    }
}
