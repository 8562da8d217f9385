using System.Text.RegularExpressions;
using AgenticAi.Configuration.Reading;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>twilio</c>.</summary>
internal static partial class TwilioBinder
{
    private static readonly ValueKind<Secret> AuthToken = TextKinds.Hidden(
        "an auth token without white space, or empty", text => text.Length == 0 || TextKinds.IsOneWord(text));

    public static TwilioConfig Bind(Section section)
    {
        var defaults = new TwilioConfig();
        var config = new TwilioConfig
        {
            AccountSid = section.Read("account_sid", defaults.AccountSid,
                TextKinds.Shape("AC and 32 hexadecimal digits", AccountSid()),
                "The account: `doctor` checks it, and with it calls are hung up through Twilio's REST interface. "
                + "Empty: by closing the stream, after which Twilio asks what next."),
            AuthToken = section.Read("auth_token", defaults.AuthToken, AuthToken,
                "The account's secret, with which Twilio signs its requests; write `${TWILIO_AUTH_TOKEN:}`."),
            FromNumber = section.Read("from_number", defaults.FromNumber,
                TextKinds.Shape("a number such as +14155550100 (E.164)", PhoneNumber()),
                "Our telephone number, for calls that this server places; without effect until it does."),
            ValidateSignatures = section.Read("validate_signatures", defaults.ValidateSignatures, Kinds.Flag,
                "Whether requests without Twilio's signature are turned away. Needs `auth_token`."),
            Resume = section.Read("resume", defaults.Resume, Kinds.Flag,
                "Whether a call whose stream broke (a crash, a restart, a proxy) comes back on another stream and goes on. "
                + "See [going live](live.md#calls-that-survive-a-restart)."),
            ApiUrl = section.Read("api_url", defaults.ApiUrl, AddressKinds.Url("https", "http", hostOnly: true),
                "Base of Twilio's REST interface."),
        };
        if (config.ValidateSignatures && config.AuthToken.IsEmpty && !section.HasError("auth_token")
            && !section.HasError("validate_signatures"))
        {
            section.Error("auth_token", "is missing: signatures are checked with it. Set it (TWILIO_AUTH_TOKEN), "
                + "or set twilio.validate_signatures to false where nobody but Twilio can reach the server");
        }

        return config;
    }

    [GeneratedRegex("^AC[0-9a-fA-F]{32}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex AccountSid();

    [GeneratedRegex("^\\+[1-9][0-9]{1,14}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneNumber();
}
