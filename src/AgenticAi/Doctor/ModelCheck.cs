using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using AgenticAi.Configuration;
using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Doctor;

/// <summary>Whether the model is there and will stay: its entry in the API's list of models carries the date of its shutdown.</summary>
internal static class ModelCheck
{
    private const string Subject = "model";

    public static async Task<Finding> ExamineAsync(
        OpenAIRealtimeConfig config, HttpClient http, TimeProvider time, CancellationToken cancellationToken)
    {
        DateOnly today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        ModelStanding standing = RealtimeModel.Check(config.Model, today);
        using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(config));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", config.ApiKey.Reveal());
        try
        {
            using HttpResponseMessage response = await http.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.Unauthorized) return Finding.Failed(Subject, "the key is refused (401)");
            if (response.StatusCode == HttpStatusCode.NotFound && IsOpenAI(config))
                return Finding.Failed(Subject, $"{config.Model} is not known to this account (404)");
            if (!response.IsSuccessStatusCode)
            {
                string answer = $"{request.RequestUri} answers {(int)response.StatusCode}";
                return Finding.Warning(Subject, $"{answer}; the retirement of {config.Model} is not known");
            }

            DateOnly? shutdown = ShutdownIn(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return Judge(config.Model, shutdown ?? standing.RetiresOn, today);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or JsonException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return Finding.Failed(Subject, $"{request.RequestUri} cannot be reached: {error.Message}");
        }
    }

    private static Finding Judge(string model, DateOnly? shutdown, DateOnly today) => shutdown switch
    {
        null => Finding.Good(Subject, $"{model} is available, and no shutdown is announced"),
        { } date when date <= today => Finding.Failed(Subject, $"{model} was shut down on {date:yyyy-MM-dd}"),
        { } date => Finding.Warning(Subject, $"{model} will be shut down on {date:yyyy-MM-dd}"),
    };

    /// <summary>The models stand beside the Realtime endpoint: …/v1/realtime, …/v1/models/NAME.</summary>
    private static Uri AddressOf(OpenAIRealtimeConfig config)
    {
        string path = config.Url.AbsolutePath.TrimEnd('/');
        string parent = path[..Math.Max(path.LastIndexOf('/'), 0)];
        return new UriBuilder(config.Url)
        {
            Scheme = config.Url.Scheme == "wss" ? "https" : "http",
            Path = $"{parent}/models/{Uri.EscapeDataString(config.Model)}",
            Query = "",
        }.Uri;
    }

    private static bool IsOpenAI(OpenAIRealtimeConfig config) => config.Url.Host.EndsWith("openai.com", StringComparison.Ordinal);

    /// <summary><c>shutdown_date</c>, as a date or as seconds since 1970.</summary>
    private static DateOnly? ShutdownIn(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("shutdown_date", out JsonElement shutdown)) return null;
        return shutdown.ValueKind switch
        {
            JsonValueKind.String when shutdown.TryGetDateTimeOffset(out DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime),
            JsonValueKind.Number when shutdown.TryGetInt64(out long seconds) =>
                DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime),
            _ => null,
        };
    }
}
