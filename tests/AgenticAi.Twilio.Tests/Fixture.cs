using System.Text;

namespace AgenticAi.Twilio.Tests;

/// <summary>Messages as they are on the wire, written by hand from Twilio's documentation.</summary>
internal static class Fixture
{
    public const string StreamSid = "MZ18ad3ab5a668481ce02b83e7395059f0";
    public const string AccountSid = "AC0123456789abcdef0123456789abcdef";
    public const string CallSid = "CA1fbcf2aa1e0b4e6fa2ccf44d1cb4a5a9";

    /// <summary>The audio in both media fixtures.</summary>
    public static readonly byte[] Audio = [0xFE, 0xFF, 0xFE, 0x7D, 0x7F];

    public static readonly string[] FromTwilio = ["connected", "start", "media", "dtmf", "mark", "stop"];

    public static string Received(string name) => Read("FromTwilio", name);

    public static byte[] ReceivedBytes(string name) => Encoding.UTF8.GetBytes(Received(name));

    public static string Sent(string name) => Read("ToTwilio", name);

    private static string Read(string folder, string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", folder, name + ".json")).TrimEnd('\n');
}
