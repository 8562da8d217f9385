using AgenticAi.Configuration;
using AgenticAi.Twilio.Rest;

namespace AgenticAi.Doctor;

/// <summary>
/// Whether Twilio knows the account. To take calls only the auth token is needed.
/// </summary>
internal static class TwilioCheck
{
    private const string Subject = "twilio";

    public static async Task<Finding> ExamineAsync(TwilioConfig config, HttpClient http, CancellationToken cancellationToken)
    {
        if (!config.ValidateSignatures)
            return Finding.Warning(Subject, "twilio.validate_signatures is off: anyone who finds this server can make it take calls");
        if (config.AccountSid.Length == 0) return Finding.Warning(Subject, "twilio.account_sid is not set: the account was not checked");
        var client = new TwilioRestClient(http, config.AccountSid, config.AuthToken.Reveal(), config.ApiUrl);
        TwilioResult result = await client.CheckAccountAsync(cancellationToken);
        return result.Succeeded ? Finding.Good(Subject, result.Text) : Finding.Failed(Subject, result.Text);
    }
}
