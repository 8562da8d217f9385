using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace AgenticAi.Twilio.TwiML;

/// <summary>
/// Builds the answer to a voice webhook: verbs in the order in which Twilio executes them. Text is escaped; characters that XML 1.0
/// cannot hold at all (most control characters, lone surrogates) are left out.
/// <see href="https://www.twilio.com/docs/voice/twiml"/>
/// </summary>
public sealed class VoiceResponse
{
    /// <summary>
    /// Name and value of a parameter together must stay below this many characters.
    /// <see href="https://www.twilio.com/docs/voice/twiml/stream#custom-parameters"/>
    /// </summary>
    private const int ParameterLimit = 500;

    private static readonly XmlWriterSettings Format = new() { OmitXmlDeclaration = true, NewLineHandling = NewLineHandling.Entitize };

    private readonly XElement _response = new("Response");

    /// <summary>
    /// Connects the call to a bidirectional media stream. The verbs after it are executed when the stream's socket closes: to hang up
    /// then, add none.
    /// </summary>
    /// <param name="url">Absolute, without query string. Twilio takes only wss; ws is for simulators.</param>
    /// <param name="parameters">Come back in <c>start.customParameters</c>; each has fewer than 500 characters in all.</param>
    public VoiceResponse ConnectStream(Uri url, IEnumerable<KeyValuePair<string, string>> parameters)
    {
        ArgumentNullException.ThrowIfNull(url);
        ArgumentNullException.ThrowIfNull(parameters);
        if (!url.IsAbsoluteUri || url.Scheme is not ("wss" or "ws"))
            throw new ArgumentException($"A stream URL must be absolute and begin with wss://, not '{url}'.", nameof(url));
        if (url.Query.Length > 0 || url.Fragment.Length > 0)
            throw new ArgumentException("A stream URL must not have a query string, which Twilio drops; use parameters.", nameof(url));
        XElement stream = new("Stream", new XAttribute("url", XmlText.Clean(url.AbsoluteUri)));
        stream.Add(parameters.Select(parameter => Parameter(parameter.Key, parameter.Value)));
        return Add(new XElement("Connect", stream));
    }

    /// <summary>Speaks a text with Twilio's own voices.</summary>
    /// <param name="text">
    /// At most 3,000 to 5,000 characters, depending on the voice (<see href="https://www.twilio.com/docs/api/errors/13521"/>).
    /// </param>
    /// <param name="language">For example "en-US"; Twilio's default without.</param>
    /// <param name="voice">For example "Polly.Amy"; Twilio's default without.</param>
    public VoiceResponse Say(string text, string? language = null, string? voice = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        XElement say = new("Say", XmlText.Clean(text));
        if (voice is not null) say.SetAttributeValue("voice", XmlText.Clean(voice));
        if (language is not null) say.SetAttributeValue("language", XmlText.Clean(language));
        return Add(say);
    }

    /// <summary>
    /// Goes on with the TwiML at another address, which may be relative to this one. Twilio asks for it with POST. A fragment may hold
    /// connection overrides (<see href="https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides"/>).
    /// </summary>
    public VoiceResponse Redirect(Uri url) => Add(new XElement("Redirect", new XAttribute("method", "POST"), Address(url)));

    /// <summary>Ends the call.</summary>
    public VoiceResponse Hangup() => Add(new XElement("Hangup"));

    /// <summary>The document, to be sent as text/xml in UTF-8.</summary>
    public string ToXml()
    {
        var text = new StringBuilder("""<?xml version="1.0" encoding="UTF-8"?>""");
        using (XmlWriter writer = XmlWriter.Create(text, Format)) _response.Save(writer);
        return text.ToString();
    }

    /// <inheritdoc cref="ToXml"/>
    public override string ToString() => ToXml();

    private static XElement Parameter(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        int length = name.Length + value.Length;
        if (length >= ParameterLimit)
            throw new ArgumentException(
                $"Parameter '{name}' has {length} characters in name and value; Twilio takes fewer than {ParameterLimit}.");
        return new XElement("Parameter", new XAttribute("name", XmlText.Clean(name)), new XAttribute("value", XmlText.Clean(value)));
    }

    private static string Address(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        return XmlText.Clean(url.IsAbsoluteUri ? url.AbsoluteUri : url.OriginalString);
    }

    private VoiceResponse Add(XElement verb)
    {
        _response.Add(verb);
        return this;
    }
}
