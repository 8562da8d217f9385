using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Calls.Actors.Tests;

internal static class Options
{
    public static readonly RealtimeEndpoint Endpoint = new(RealtimeEndpoint.OpenAI, "sk-test", RealtimeModel.Default);

    public static CallOptions For(RealtimeAudioFormat format) => new() { Endpoint = Endpoint, Session = new RealtimeSession { Format = format } };
}
