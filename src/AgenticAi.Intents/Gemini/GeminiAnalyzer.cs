using System.Net.Http.Headers;
using System.Text;
using AgenticAi.Conversations;
using AgenticAi.Intents.Models;

namespace AgenticAi.Intents.Gemini;

/// <summary>
/// Asks a Gemini model over REST with a response schema (https://ai.google.dev/gemini-api/docs/structured-output). Tries once: a second try
/// would come after the time limit.
/// </summary>
public sealed class GeminiAnalyzer : IIntentAnalyzer
{
    private const string Vendor = "Gemini";

    /// <summary>An answer has a kilobyte or two; a larger one is not read to its end.</summary>
    private const int LargestAnswerBytes = 256 * 1024;

    private readonly GeminiAnalyzerOptions _options;
    private readonly HttpClient _http;
    private readonly Uri _address;

    /// <param name="options">Which model, and where.</param>
    /// <param name="http">Carries the requests; stays the caller's.</param>
    public GeminiAnalyzer(GeminiAnalyzerOptions options, HttpClient http)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _http = http;
        _address = new Uri($"{options.Url.AbsoluteUri.TrimEnd('/')}/models/{Uri.EscapeDataString(options.Model)}:generateContent");
    }

    /// <inheritdoc/>
    public string Name => "gemini";

    /// <inheritdoc/>
    public async Task<Intent> AnalyzeAsync(IntentQuestion question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        try
        {
            return IntentAnswer.Read(Vendor, GeminiResponse.TextOf(Vendor, await AskAsync(GeminiRequest.Of(question), cancellationToken)));
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw Refusal.Unreachable(Vendor);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Refusal.NoAnswer(Vendor, "no answer in time");
        }
    }

    private async Task<ReadOnlyMemory<byte>> AskAsync(string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _address);
        request.Headers.Add("x-goog-api-key", _options.ApiKey);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode) throw Refusal.OfStatus(Vendor, (int)response.StatusCode);
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        byte[] answer = new byte[LargestAnswerBytes];
        int length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancellationToken);
        return length < answer.Length ? answer.AsMemory(0, length) : throw Refusal.NoAnswer(Vendor, "the answer is too large");
    }
}
