using System.Threading.Channels;
using AgenticAi.Testing;
using AgenticAi.Twilio.MediaStreams;

namespace AgenticAi.Twilio.Tests.MediaStreams;

/// <summary>Writes down what it is given, in order.</summary>
internal sealed class RecordingReceiver : IMediaStreamReceiver
{
    private readonly Channel<object> _seen = Channel.CreateBounded<object>(10_000);

    /// <summary>The next thing received: a (frame, audio) pair, a message, or the text of a rejection.</summary>
    public Task<object> NextAsync() => _seen.Reader.ReadAsync(TestContext.Current.CancellationToken).Within();

    public async Task<object[]> NextAsync(int count)
    {
        var seen = new object[count];
        for (int i = 0; i < count; i++) seen[i] = await NextAsync();
        return seen;
    }

    public bool SawNothingMore() => !_seen.Reader.TryPeek(out _);

    public void OnMedia(in MediaFrame frame, ReadOnlySpan<byte> payload) => Note((frame, Convert.ToHexString(payload)));

    public void OnMessage(TwilioMessage message) => Note(message);

    public void OnRejected(string reason) => Note(reason);

    private void Note(object what) => _seen.Writer.TryWrite(what).ShouldBeTrue();
}
