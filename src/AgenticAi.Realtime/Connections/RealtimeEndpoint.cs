namespace AgenticAi.Realtime.Connections;

/// <summary>Where a model is, and as whom it is called.</summary>
/// <param name="Url">A ws or wss address, such as <see cref="OpenAI"/>. A query it has is kept.</param>
/// <param name="ApiKey">Goes into the Authorization header as a bearer token, and never into a text.</param>
/// <param name="Model">The model of the session; cannot be changed later.</param>
/// <exception cref="ArgumentException">Another scheme, an empty key or model, or a key that cannot stand in a header.</exception>
public sealed record RealtimeEndpoint(Uri Url, string ApiKey, string Model)
{
    public static Uri OpenAI { get; } = new("wss://api.openai.com/v1/realtime");

    public Uri Url { get; } = Url is { IsAbsoluteUri: true, Scheme: "ws" or "wss" }
        ? Url
        : throw new ArgumentException("The address must begin with ws:// or wss://.", nameof(Url));

    public string ApiKey { get; } = ApiKey?.Trim() is { Length: > 0 } key && !key.Any(char.IsControl)
        ? key
        : throw new ArgumentException("The key is empty, or has a line break in it.", nameof(ApiKey));

    public string Model { get; } = string.IsNullOrWhiteSpace(Model)
        ? throw new ArgumentException("The model is empty.", nameof(Model))
        : Model;

    /// <summary>The address with the model in its query.</summary>
    public Uri ConnectUri
    {
        get
        {
            IEnumerable<string> query = Url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Where(part => !part.StartsWith("model=", StringComparison.Ordinal))
                .Append("model=" + Uri.EscapeDataString(Model));
            return new UriBuilder(Url) { Query = string.Join('&', query) }.Uri;
        }
    }

    public override string ToString() => $"{Url.GetLeftPart(UriPartial.Path)} ({Model})";

    /// <summary>A text of the server's, without the key it may have quoted, in one line of a bearable length.</summary>
    internal string Quote(string text)
    {
        const int longest = 200;
        string plain = text.Replace(ApiKey, "***", StringComparison.Ordinal).ReplaceLineEndings(" ");
        return plain.Length <= longest ? plain : plain[..longest] + "…";
    }
}
