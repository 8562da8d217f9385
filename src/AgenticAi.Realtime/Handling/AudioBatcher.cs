using System.Buffers;
using System.Threading.Channels;
using AgenticAi.Realtime.Connections;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Realtime.Handling;

/// <summary>
/// Sends the caller's audio. A chunk goes out at once; those that came while the one before was being sent go together, up to ten
/// in one append. When the queue is full, whoever adds waits.
/// </summary>
internal sealed class AudioBatcher(RealtimeConnection connection, ILogger logger)
{
    private const int MostChunksInAppend = 10;
    private const int LogEvery = 100;

    /// <summary>Ten seconds of 20 ms chunks.</summary>
    private const int MostWaiting = 500;

    private readonly Channel<byte[]> _waiting = Channel.CreateBounded<byte[]>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    /// <exception cref="ChannelClosedException">The connection has ended.</exception>
    public ValueTask AddAsync(byte[] chunk, CancellationToken cancellationToken) => _waiting.Writer.WriteAsync(chunk, cancellationToken);

    public void Complete() => _waiting.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var batch = new ArrayBufferWriter<byte>();
        long sent = 0;
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            batch.ResetWrittenCount();
            int chunks = 0;
            while (chunks < MostChunksInAppend && _waiting.Reader.TryRead(out byte[]? chunk))
            {
                batch.Write(chunk);
                chunks++;
            }

            await connection.AppendAudioAsync(batch.WrittenMemory, cancellationToken);
            if ((sent + chunks) / LogEvery > sent / LogEvery) logger.SentChunks((sent + chunks) / LogEvery * LogEvery);
            sent += chunks;
        }
    }
}
