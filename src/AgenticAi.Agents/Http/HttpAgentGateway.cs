using System.Net;
using System.Text;
using AgenticAi.Agents.Wire;
using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Agents.Http;

/// <summary>
/// Asks an agent by a signed POST. It answers in the response (200), or says that it will (202) and posts the answer to
/// <see cref="Callbacks"/>. What was sent is not sent again, whatever happens: nobody knows what has been done already.
/// </summary>
public sealed class HttpAgentGateway : ICheckedAgentGateway, IDisposable
{
    private readonly HttpAgentOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly HttpMessageInvoker _http;

    public HttpAgentGateway(HttpAgentOptions options, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(logger);
        (_options, _time, _logger) = (options, time, logger);
        Callbacks = new AgentCallbacks(options.Secret, time);
        // A pool of its own: a redirect would carry the signed task to an address that nobody configured. Only a new connection asks
        // DNS, so the lifetime bounds how long an agent that has moved is missed.
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });
    }

    public string Name => "http";

    /// <summary>Takes the answers that come later.</summary>
    public AgentCallbacks Callbacks { get; }

    public async Task<AgentAnswer> RunAsync(AgentTask task, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(task);
        // Before it is sent: an agent may be quicker with its answer than with its 202.
        Task<AgentAnswer> later = Callbacks.Expect(task.Id);
        try
        {
            return await AskAsync(task, cancellationToken) ?? await later.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await CancelAsync(task.Id);
            throw;
        }
        finally
        {
            Callbacks.Forget(task.Id);
        }
    }

    public async Task<AgentCheck> CheckAsync(CancellationToken cancellationToken)
    {
        string address = Reason.Address(_options.Url);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, _options.Url);
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
            return response.StatusCode >= HttpStatusCode.InternalServerError
                ? new AgentCheck(false, $"{address} answers {(int)response.StatusCode}")
                : new AgentCheck(true, $"{address} can be reached (HEAD is answered with {(int)response.StatusCode})");
        }
        catch (HttpRequestException error)
        {
            return new AgentCheck(false, $"{address} cannot be reached: {error.HttpRequestError}");
        }
    }

    public void Dispose() => _http.Dispose();

    /// <returns>The answer, or null when it comes later.</returns>
    private async Task<AgentAnswer?> AskAsync(AgentTask task, CancellationToken cancellationToken)
    {
        byte[] body = TaskJson.Write(writer =>
        {
            writer.WriteString("type", "task");
            TaskJson.WriteFields(writer, task);
            if (_options.CallbackUrl is { } callback)
                writer.WriteString("callback_url", new Uri(callback, AgentCallbacks.Path + Uri.EscapeDataString(task.Id)).ToString());
        });
        using HttpRequestMessage request = Signed(body);
        // https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
        request.Headers.TryAddWithoutValidation("Idempotency-Key", $"\"{task.Id}\"");
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, cancellationToken);
            if (response.StatusCode == HttpStatusCode.Accepted)
            {
                return _options.CallbackUrl is null
                    ? throw new AgentException("The agent wants to answer later (202), but agent.http.callback_url is not set.")
                    : null;
            }

            if (response.StatusCode != HttpStatusCode.OK) throw await RefusalAsync(response, cancellationToken);
            return AnswerJson.Parse(await ReadAsync(response, AgentLimits.AnswerBytes, cancellationToken)).ToAnswer(_options.Secret);
        }
        catch (Exception error) when (error is HttpRequestException or IOException && !cancellationToken.IsCancellationRequested)
        {
            throw Unreachable(error);
        }
    }

    private async Task<AgentException> RefusalAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        int status = (int)response.StatusCode;
        if (status is >= 300 and < 400)
        {
            string address = Reason.Address(_options.Url);
            return new AgentException($"{address} redirects ({status}); redirects are not followed: configure the address itself.");
        }

        // Four bytes a character at most.
        ReadOnlyMemory<byte> body = await ReadAsync(response, 4 * AgentLimits.ReasonChars, cancellationToken, cut: true);
        string reason = Reason.Of(Encoding.UTF8.GetString(body.Span), _options.Secret);
        return new AgentException(status switch
        {
            401 or 403 => $"The agent does not accept our signature ({status}): {reason}",
            >= 500 => $"The agent failed ({status}): {reason}",
            _ => $"The agent refused ({status}): {reason}",
        });
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpResponseMessage response, int limit, CancellationToken cancellationToken, bool cut = false)
    {
        await using Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        byte[] buffer = new byte[limit + 1];
        int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        if (length > limit && !cut) throw new AgentException($"The agent's answer is longer than {limit} bytes.");
        return buffer.AsMemory(0, Math.Min(length, limit));
    }

    private AgentException Unreachable(Exception error)
    {
        string address = Reason.Address(_options.Url);
        return error is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError,
        } request
            ? new AgentException($"{address} cannot be reached ({request.HttpRequestError}); nothing was asked.", error)
            : new AgentException($"The connection to {address} was lost; it is not known whether it was done.", error);
    }

    /// <summary>
    /// Tells the agent that a task is not wanted any more, in the same way as it was told of it: signed, so that nobody else can.
    /// </summary>
    private async Task CancelAsync(string taskId)
    {
        using var limit = new CancellationTokenSource(AgentLimits.CancelWithin, _time);
        using HttpRequestMessage request = Signed(TaskJson.Write(writer =>
        {
            writer.WriteString("type", "cancel");
            writer.WriteString("id", taskId);
        }));
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, limit.Token);
            if (!response.IsSuccessStatusCode) _logger.NotCancelled(taskId, $"it answered {(int)response.StatusCode}");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            _logger.NotCancelled(taskId, error.GetType().Name);
        }
    }

    private HttpRequestMessage Signed(byte[] body)
    {
        string timestamp = AgentSignature.Timestamp(_time.GetUtcNow());
        var request = new HttpRequestMessage(HttpMethod.Post, _options.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation(AgentSignature.TimestampHeader, timestamp);
        request.Headers.TryAddWithoutValidation(AgentSignature.SignatureHeader, AgentSignature.Compute(_options.Secret, timestamp, body));
        return request;
    }
}
