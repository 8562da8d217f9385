using AgenticAi.Configuration;

namespace AgenticAi.Doctor;

/// <summary>Whether Twilio can be told an address it can reach.</summary>
internal static class AddressCheck
{
    private const string Subject = "public address";

    public static Finding Examine(ServerConfig config) => config.PublicUrl switch
    {
        null => Finding.Warning(
            Subject, "server.public_url is not set: the host of each request is taken, which is wrong behind most proxies and tunnels"),
        { Scheme: "https" } url => Finding.Good(Subject, $"Twilio's webhook is {new Uri(url, TwilioPaths.Voice)}"),
        var url => Finding.Warning(Subject, $"{url} is not https; Twilio opens media streams over wss only"),
    };
}
