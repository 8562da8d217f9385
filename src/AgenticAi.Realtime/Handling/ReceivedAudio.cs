using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Realtime.Handling;

/// <summary>The model's audio until it is fetched. When it is full, the oldest piece is dropped.</summary>
internal sealed class ReceivedAudio
{
    /// <summary>Some minutes: a piece is about 100 ms.</summary>
    private const int MostWaiting = 4096;

    private readonly Channel<byte[]> _pieces;
    private readonly ILogger _logger;
    private bool _dropping;

    public ReceivedAudio(ILogger logger)
    {
        _logger = logger;
        _pieces = Channel.CreateBounded<byte[]>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest }, _ => NoteDrop());
    }

    public void Add(byte[] piece)
    {
        if (_pieces.Reader.Count == 0) _dropping = false;
        _pieces.Writer.TryWrite(piece);
    }

    public ValueTask<byte[]> TakeAsync(CancellationToken cancellationToken) => _pieces.Reader.ReadAsync(cancellationToken);

    /// <summary>Forgets what was not fetched.</summary>
    public void Clear()
    {
        while (_pieces.Reader.TryRead(out _))
        {
        }
    }

    /// <summary>No more audio; what waits can still be fetched.</summary>
    public void Complete() => _pieces.Writer.TryComplete();

    private void NoteDrop()
    {
        if (!_dropping) _logger.AudioDropped();
        _dropping = true;
    }
}
