using AgenticAi.Conversations;

namespace AgenticAi.Intents.Models;

/// <summary>
/// Why a vendor did not answer, in words of our own: the vendors' texts quote keys and callers, so they stay out.
/// </summary>
internal static class Refusal
{
    public static IntentAnalysisException OfStatus(string vendor, int status) => NoAnswer(vendor, ReasonOf(status) + $" ({status})");

    public static IntentAnalysisException Unreachable(string vendor) => new($"{vendor}: the service cannot be reached");

    public static IntentAnalysisException NoAnswer(string vendor, string reason) => new($"{vendor}: {reason}");

    private static string ReasonOf(int status) => status switch
    {
        401 or 403 => "the key is refused",
        404 => "the model or the address is not known",
        429 => "too many requests, or the quota is used up",
        >= 500 => "the service has a fault",
        _ => "the request is refused",
    };
}
