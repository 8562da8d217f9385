using System.Globalization;
using AgenticAi.WebSockets;

namespace AgenticAi.Twilio.MediaStreams;

/// <summary>What must come first on a media stream: "connected", then "start".</summary>
internal sealed class StreamOpening
{
    /// <summary>Events that this reader does not know yet may precede the start; nobody has more than a few of them.</summary>
    private const int MostUnknown = 8;

    private readonly List<UnknownMessage> _unknown = [];
    private bool _connected;

    /// <summary>Unknown events that came before the start, so that they stay visible.</summary>
    public IReadOnlyList<UnknownMessage> Unknown => _unknown;

    /// <summary>What has been received so far, in words.</summary>
    public string Received => _connected ? "only 'connected' was received" : "nothing was received";

    private string Expected => _connected ? "'start'" : "'connected'";

    /// <summary>Takes the next message and returns the start when this is it.</summary>
    /// <exception cref="MediaStreamStartException">It is another message than the one expected.</exception>
    public StreamStarted? Take(in ReceivedMessage message)
    {
        switch (Parse(message))
        {
            case Connected when !_connected:
                _connected = true;
                return null;
            case StreamStarted started when _connected:
                return started;
            case UnknownMessage unknown when _unknown.Count < MostUnknown:
                _unknown.Add(unknown);
                return null;
            case UnknownMessage unknown:
                throw Unexpected($"more than {MostUnknown} unknown events, the last of them '{unknown.Event}'");
            case { } other:
                throw Unexpected($"'{NameOf(other)}'");
            case null:
                throw Unexpected("'media'");
        }
    }

    private TwilioMessage? Parse(in ReceivedMessage message)
    {
        if (message.Kind is not ReceivedKind.Text) throw Unexpected(Describe(message));
        try
        {
            return MediaStreamReader.Read(message.Payload.Span, new byte[message.Payload.Length], out _);
        }
        catch (TwilioProtocolException error)
        {
            throw Unexpected("a message that could not be read: " + error.Message, error);
        }
    }

    private static string Describe(in ReceivedMessage message) => message.Kind switch
    {
        ReceivedKind.Close => "a close frame",
        ReceivedKind.Binary => "a binary message",
        _ => string.Create(CultureInfo.InvariantCulture, $"a message of {message.Length} bytes, which is longer than the limit"),
    };

    private static string NameOf(TwilioMessage message) => message switch
    {
        Connected => "connected",
        StreamStarted => "start",
        Dtmf => "dtmf",
        MarkReached => "mark",
        _ => "stop",
    };

    private MediaStreamStartException Unexpected(string received, Exception? error = null) =>
        new($"A media stream must begin with 'connected' and 'start'; expected {Expected}, received {received}", error);
}
