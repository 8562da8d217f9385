using AgenticAi.Audio.Wav;
using AgenticAi.Simulation.Speech;

namespace AgenticAi.Simulation.Twilio;

/// <summary>Follows the TwiML of one call from the first webhook to its end.</summary>
internal sealed class TwimlRun(CallContext call, TwilioRequests requests, Action answered)
{
    // twilio.com/docs/api/errors: 11200 HTTP retrieval failure, 12300 invalid Content-Type.
    private const int RetrievalFailure = 11200;
    private const int InvalidContentType = 12300;

    // A guard against documents that redirect in a circle (Twilio counts too, the number is not published).
    private const int MostDocuments = 20;

    /// <returns>Why the call ended.</returns>
    public async Task<CallEndReason> RunAsync(CancellationToken cancellationToken)
    {
        Uri url = call.Options.WebhookUrl;
        string? given = null;
        for (int documents = 0; documents < MostDocuments; documents++)
        {
            try
            {
                string? twiml = given ?? await FetchAsync(url, documents == 0 ? "ringing" : "in-progress", cancellationToken);
                answered();
                if (twiml is null) return CallEndReason.ApplicationError;
                (CallEndReason? end, Uri? next) = await FollowAsync(twiml, url, cancellationToken);
                if (next is null) return end ?? CallEndReason.TwimlEnded;
                (url, given) = (next, null);
            }
            catch (OperationCanceledException)
            {
                given = call.Commands.TakeRedirect();
                if (given is null) throw;
            }
        }

        call.Log.Error(RetrievalFailure, $"The call was redirected {MostDocuments} times.");
        return CallEndReason.ApplicationError;
    }

    /// <summary>Asks, as often as the overrides of the URL allow; a call that is ended or redirected is not asked about again.</summary>
    private async Task<string?> FetchAsync(Uri url, string status, CancellationToken cancellationToken)
    {
        ConnectionOverrides overrides = ConnectionOverrides.Of(url);
        using var wanted = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Commands.Interrupted);
        using var limit = new CancellationTokenSource(call.Options.WebhookLimit, call.Options.Time);
        for (int attempt = 1; ; attempt++)
        {
            if (call.Plan.Faults.WebhookTwice) await requests.PostAsync(url, status, null, cancellationToken);
            (string? twiml, int error, string why, int? code) = await AskAsync(url, status, limit.Token, cancellationToken);
            if (twiml is not null) return twiml;
            bool mayAgain = attempt <= overrides.Retries && overrides.AllowAfter(code);
            if (mayAgain && await PauseAsync(attempt, limit.Token, wanted.Token)) continue;
            call.Log.Error(error, why);
            return null;
        }
    }

    private async Task<(string? Twiml, int Error, string Why, int? Status)> AskAsync(
        Uri url, string status, CancellationToken limit, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit, cancellationToken);
        try
        {
            (int code, string type, string body) = await requests.PostAsync(url, status, null, either.Token);
            call.Log.Answered(code, body);
            if (code is < 200 or >= 300) return (null, RetrievalFailure, $"The webhook answered with status {code}.", code);
            return type is "text/xml" or "application/xml"
                ? (body, 0, "", code)
                : (null, InvalidContentType, $"The webhook answered with the content type '{type}'.", code);
        }
        catch (Exception error) when (IsUnanswered(error, cancellationToken))
        {
            return (null, RetrievalFailure, $"The webhook did not answer: {error.Message}", null);
        }
    }

    // The time limit of the webhook ends it as a cancellation that nobody asked for.
    private static bool IsUnanswered(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    /// <returns>False when the time for all attempts is up.</returns>
    private async Task<bool> PauseAsync(int attempt, CancellationToken limit, CancellationToken wanted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit, wanted);
        try
        {
            if (call.Options.BeforeRetry is { } pause) await pause(attempt, either.Token).WaitAsync(either.Token);
            either.Token.ThrowIfCancellationRequested();
            return true;
        }
        catch (OperationCanceledException) when (!wanted.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<(CallEndReason? End, Uri? Next)> FollowAsync(string twiml, Uri url, CancellationToken cancellationToken)
    {
        IReadOnlyList<TwimlVerb> verbs;
        try
        {
            verbs = TwimlReader.Read(twiml);
        }
        catch (TwimlException error)
        {
            call.Log.Error(error.Code, error.Message);
            return (CallEndReason.ApplicationError, null);
        }

        CancellationToken interrupted = call.Commands.Interrupted;
        foreach (TwimlVerb verb in verbs)
        {
            interrupted.ThrowIfCancellationRequested();
            call.Log.Follow(verb);
            switch (verb)
            {
                case StreamVerb stream:
                    if (await MediaStream.RunAsync(call, stream, cancellationToken) is { } end) return (end, null);
                    break;
                case SayVerb say:
                    await PlayAsync(SyntheticVoice.Speak(say.Text, MediaFrame.SampleRate), cancellationToken);
                    break;
                case PlayVerb play:
                    await PlayAsync(new Uri(url, play.Url), cancellationToken);
                    break;
                case PauseVerb pause:
                    await WaitAsync(pause.Length, cancellationToken);
                    break;
                case RedirectVerb redirect:
                    return (null, new Uri(url, redirect.Url));
                case RejectVerb:
                    return (CallEndReason.Rejected, null);
                case HangupVerb:
                    return (CallEndReason.TwimlHangup, null);
            }
        }

        interrupted.ThrowIfCancellationRequested();
        return (null, null);
    }

    private async Task PlayAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using Stream file = await requests.GetAsync(url, cancellationToken);
            WavAudio audio = WavReader.Read(file);
            var clip = new SpeechClip(url.ToString(), audio.SampleRate, audio.Channel(0));
            await PlayAsync(clip.At(MediaFrame.SampleRate), cancellationToken);
        }
        catch (Exception error) when (error is HttpRequestException or InvalidDataException)
        {
            call.Log.Error(RetrievalFailure, $"{url} was not played: {error.Message}");
        }
    }

    private async Task PlayAsync(SpeechClip clip, CancellationToken cancellationToken)
    {
        call.Log.AgentAudio(call.Log.Position, clip.Samples.Span);
        await WaitAsync(clip.Duration, cancellationToken);
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        if (call.Plan.Unpaced) return;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Commands.Interrupted);
        await Task.Delay(time, call.Options.Time, over.Token);
    }
}
