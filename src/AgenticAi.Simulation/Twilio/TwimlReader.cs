using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace AgenticAi.Simulation.Twilio;

/// <summary>Reads a TwiML document, as strictly as Twilio does.</summary>
internal static class TwimlReader
{
    // twilio.com/docs/api/errors/12100, 12200, 11100
    private const int DocumentParseFailure = 12100;
    private const int SchemaValidation = 12200;
    private const int InvalidUrl = 11100;

    // twilio.com/docs/voice/twiml/stream: name and value of a parameter together stay under 500 characters.
    private const int MaxParameterLength = 500;

    /// <exception cref="TwimlException">The document cannot be followed.</exception>
    public static IReadOnlyList<TwimlVerb> Read(string xml)
    {
        XElement root;
        try
        {
            root = XDocument.Parse(xml).Root!;
        }
        catch (XmlException error)
        {
            throw new TwimlException(DocumentParseFailure, $"The answer is not XML: {error.Message}");
        }

        if (root.Name != "Response") throw new TwimlException(SchemaValidation, $"The document is <{root.Name}>, not <Response>.");
        return [.. root.Elements().Select(Verb)];
    }

    private static TwimlVerb Verb(XElement element) => element.Name.LocalName switch
    {
        "Connect" => Stream(element),
        "Say" => new SayVerb(element.Value.Trim()),
        "Play" => new PlayVerb(element.Value.Trim()),
        "Pause" => new PauseVerb(TimeSpan.FromSeconds(Seconds(element))),
        "Redirect" => Redirect(element),
        "Reject" => new RejectVerb((string?)element.Attribute("reason") ?? "rejected"),
        "Hangup" => new HangupVerb(),
        var name => throw new TwimlException(SchemaValidation, $"<{name}> is not a verb the simulator knows."),
    };

    // The other method that Twilio knows has no form in the body, and no server here is asked with it.
    private static RedirectVerb Redirect(XElement element) => (string?)element.Attribute("method") is null or "POST"
        ? new RedirectVerb(element.Value.Trim())
        : throw new TwimlException(SchemaValidation, "The simulator follows <Redirect> with the method POST only.");

    private static StreamVerb Stream(XElement connect)
    {
        XElement[] children = [.. connect.Elements()];
        if (children is not [{ Name.LocalName: "Stream" } stream])
            throw new TwimlException(SchemaValidation, "<Connect> must hold exactly one <Stream>.");
        string text = (string?)stream.Attribute("url") ?? "";
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || url.Scheme is not ("ws" or "wss"))
            throw new TwimlException(InvalidUrl, $"The stream's url '{text}' is not an absolute wss URL.");
        if (url.Query.Length > 0)
            throw new TwimlException(InvalidUrl, $"The stream's url '{text}' has a query string, which Twilio does not support.");
        return new StreamVerb(url, Parameters(stream));
    }

    private static Dictionary<string, string> Parameters(XElement stream)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (XElement child in stream.Elements())
        {
            string? name = (string?)child.Attribute("name");
            string? value = (string?)child.Attribute("value");
            if (child.Name.LocalName != "Parameter" || name is null || value is null)
                throw new TwimlException(SchemaValidation, "<Stream> may hold only <Parameter name value>.");
            if (name.Length + value.Length >= MaxParameterLength)
                throw new TwimlException(SchemaValidation, $"The parameter '{name}' is {name.Length + value.Length} characters long.");
            parameters[name] = value;
        }

        return parameters;
    }

    private static int Seconds(XElement pause) =>
        int.TryParse((string?)pause.Attribute("length") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out int seconds)
            ? seconds
            : throw new TwimlException(SchemaValidation, "The length of <Pause> must be a whole number of seconds.");
}
