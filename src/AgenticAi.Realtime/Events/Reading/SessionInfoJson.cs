using System.Text.Json;

namespace AgenticAi.Realtime.Events.Reading;

internal static class SessionInfoJson
{
    private static readonly long LatestSeconds = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static SessionInfo? Read(ref Utf8JsonReader reader)
    {
        if (!reader.IsObject()) return null;
        var session = new SessionInfo("");
        while (reader.NextValue() is { } name)
        {
            switch (name)
            {
                case "id": session = session with { Id = reader.Text() ?? "" }; break;
                case "model": session = session with { Model = reader.Text() }; break;
                case "expires_at": session = session with { ExpiresAt = Time(reader.Number()) }; break;
                case "audio": session = ReadAudio(ref reader, session); break;
                default: reader.Skip(); break;
            }
        }

        return session;
    }

    private static SessionInfo ReadAudio(ref Utf8JsonReader reader, SessionInfo session)
    {
        if (!reader.IsObject()) return session;
        while (reader.NextValue() is { } side)
        {
            string? format = ReadFormat(ref reader);
            if (side == "input") session = session with { InputFormat = format };
            if (side == "output") session = session with { OutputFormat = format };
        }

        return session;
    }

    private static string? ReadFormat(ref Utf8JsonReader reader)
    {
        string? format = null;
        if (!reader.IsObject()) return null;
        while (reader.NextValue() is { } name)
        {
            if (name == "format") format = ReadType(ref reader);
            else reader.Skip();
        }

        return format;
    }

    private static string? ReadType(ref Utf8JsonReader reader)
    {
        string? type = null;
        if (!reader.IsObject()) return null;
        while (reader.NextValue() is { } name)
        {
            if (name == "type") type = reader.Text();
            else reader.Skip();
        }

        return type;
    }

    private static DateTimeOffset? Time(double? unixSeconds) =>
        unixSeconds is >= 0 and { } seconds && seconds <= LatestSeconds ? DateTimeOffset.FromUnixTimeSeconds((long)seconds) : null;
}
