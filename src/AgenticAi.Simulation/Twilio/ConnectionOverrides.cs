using System.Globalization;

namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// What the fragment of a webhook's URL says about attempts that fail, such as <c>#rc=5&amp;rp=all</c>
/// (twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
/// </summary>
/// <param name="Retries">How often it is asked again (rc): 0 to 5, 1 unless told otherwise.</param>
/// <param name="Policy">After which failures (rp): ct no connection, rt no answer, 4xx, 5xx, all; ct unless told otherwise.</param>
public sealed record ConnectionOverrides(int Retries, IReadOnlySet<string> Policy)
{
    private const int MostRetries = 5;

    /// <summary>Reads them. Values that Twilio would not take are errors, and nothing is overridden by them.</summary>
    public static ConnectionOverrides Of(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        Dictionary<string, string> pairs = url.Fragment.TrimStart('#').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "", StringComparer.Ordinal);
        int retries = int.TryParse(pairs.GetValueOrDefault("rc"), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            && count <= MostRetries ? count : 1;
        return new ConnectionOverrides(retries, pairs.GetValueOrDefault("rp", "ct").Split(',').ToHashSet(StringComparer.Ordinal));
    }

    internal bool AllowAfter(int? status) => Policy.Contains("all") || Policy.Contains(status switch
    {
        null => "ct",
        >= 400 and < 500 => "4xx",
        >= 500 => "5xx",
        _ => "",
    });
}
