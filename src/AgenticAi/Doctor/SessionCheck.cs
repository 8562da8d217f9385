using AgenticAi.Calls;
using AgenticAi.Configuration;
using AgenticAi.Hosting;
using AgenticAi.Realtime.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgenticAi.Doctor;

/// <summary>Whether the model's server opens a session with these settings: the same handshake that a call makes.</summary>
internal static class SessionCheck
{
    private const string Subject = "realtime session";

    public static async Task<Finding> ExamineAsync(AgenticAiConfig config, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            CallOptions options = CallSettings.Of(config);
            long start = time.GetTimestamp();
            await using RealtimeConnection connection = await RealtimeConnection.ConnectAsync(
                options.Endpoint, options.Session, options.Connection, time, NullLogger.Instance, cancellationToken);
            TimeSpan took = time.GetElapsedTime(start);
            await connection.CloseAsync();
            return Finding.Good(Subject, $"{options.Endpoint} took the settings, in {took.TotalMilliseconds:0} ms");
        }
        catch (Exception error) when (error is RealtimeConnectException or ArgumentException)
        {
            return Finding.Failed(Subject, error.Message);
        }
    }
}
