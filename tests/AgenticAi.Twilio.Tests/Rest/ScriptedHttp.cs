using System.Net;
using System.Text;

namespace AgenticAi.Twilio.Tests.Rest;

/// <summary>Answers every request alike and keeps what was asked.</summary>
internal sealed class ScriptedHttp(Func<CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public string Method { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string Authorization { get; private set; } = "";

    public string Body { get; private set; } = "";

    public int Requests { get; private set; }

    public static ScriptedHttp Answering(HttpStatusCode status, string body) => new(_ => Task.FromResult(
        new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") }));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        Method = request.Method.Method;
        Address = request.RequestUri!.AbsoluteUri;
        Authorization = request.Headers.Authorization!.ToString();
        Body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        return await answer(cancellationToken);
    }
}
