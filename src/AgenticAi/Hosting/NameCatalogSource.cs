using AgenticAi.Configuration;
using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Hosting;

/// <summary>Judges names in the configuration by what the Realtime library knows of models and voices.</summary>
internal static class NameCatalogSource
{
    public static NameCatalogs Of(TimeProvider time) => new()
    {
        Models = name => Judge(name, RealtimeModel.Check(name, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime))),
        Voices = name =>
        {
            RealtimeVoice voice = RealtimeVoice.Parse(name);
            return voice.Name == name ? NameVerdict.Accept(name, voice.Warning) : NameVerdict.Replace(voice.Name, voice.Warning!);
        },
    };

    private static NameVerdict Judge(string name, ModelStanding standing) => standing.State switch
    {
        ModelState.Retired => NameVerdict.Refuse(name, standing.Message!),
        ModelState.Retiring => NameVerdict.Accept(name, standing.Message),
        _ => NameVerdict.Accept(name),
    };
}
