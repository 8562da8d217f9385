using AgenticAi.Configuration;
using AgenticAi.Twilio.StreamTokens;
using AgenticAi.Twilio.TwiML;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Routes;

/// <summary>What Twilio is told to do with a call.</summary>
internal sealed class CallTwiml(StreamTokenIssuer tokens, PublicAddress address, AgenticAiConfig config)
{
    /// <summary>The stream parameter that carries the token.</summary>
    public const string TokenParameter = "token";

    /// <summary>
    /// Opens a stream, with a token that lets only this call in. When the stream is closed and the call is not, Twilio asks what next:
    /// for the apology that only it can say, and where calls may come back for another stream.
    /// </summary>
    public IResult Stream(HttpRequest request, string callSid)
    {
        VoiceResponse response = new VoiceResponse().ConnectStream(
            address.MediaStream(request), [KeyValuePair.Create(TokenParameter, tokens.Issue(callSid))]);
        return Answer(response.Redirect(address.Resume(request, isAskedAgain: config.Twilio.Resume)));
    }

    /// <summary>Ends the call.</summary>
    public static IResult Hangup() => Answer(new VoiceResponse().Hangup());

    /// <summary>Says something and ends the call.</summary>
    public static IResult Hangup(string message) => Answer(new VoiceResponse().Say(message).Hangup());

    private static IResult Answer(VoiceResponse response) => Results.Content(response.ToXml(), "text/xml; charset=utf-8");
}
