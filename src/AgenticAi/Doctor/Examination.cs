using System.Runtime.CompilerServices;
using AgenticAi.Configuration;
using AgenticAi.Hosting;

namespace AgenticAi.Doctor;

/// <summary>All examinations, in the order in which a call would meet what they look at.</summary>
internal static class Examination
{
    public static async IAsyncEnumerable<Finding> RunAsync(
        string configPath, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ConfigurationResult result = LoadedConfiguration.Read(configPath);
        foreach (ConfigurationIssue warning in result.Warnings) yield return Finding.Warning("configuration", warning.ToString());
        foreach (ConfigurationIssue error in result.Errors) yield return Finding.Failed("configuration", error.ToString());
        if (result.Config is not { } config) yield break;

        yield return Finding.Good("configuration", $"{configPath} is valid");
        yield return KeyCheck.Examine(config.OpenAIRealtime);
        yield return AddressCheck.Examine(config.Server);
        using SocketsHttpHandler connections = OutboundHttp.NewHandler();
        using HttpClient http = OutboundHttp.ClientOf(connections);
        http.Timeout = TimeSpan.FromSeconds(10);
        yield return await ModelCheck.ExamineAsync(config.OpenAIRealtime, http, time, cancellationToken);
        yield return await SessionCheck.ExamineAsync(config, time, cancellationToken);
        yield return await TwilioCheck.ExamineAsync(config.Twilio, http, cancellationToken);
        if (await AgentGatewayCheck.ExamineAsync(config.Agent, time, cancellationToken) is { } agent) yield return agent;
        yield return await JournalCheck.ExamineAsync(config.Journal, time, cancellationToken);
    }
}
