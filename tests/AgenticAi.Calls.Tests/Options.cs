using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Calls.Tests;

internal static class Options
{
    public static CallOptions For(RealtimeAudioFormat format) => new()
    {
        Endpoint = new RealtimeEndpoint(RealtimeEndpoint.OpenAI, "sk-test", RealtimeModel.Default),
        Session = new RealtimeSession { Format = format },
    };
}
