using System.Buffers;
using System.IO.Pipelines;
using System.Net.WebSockets;

namespace AgenticAi.Testing;

/// <summary>
/// Two ends of one WebSocket, joined in memory: the runtime's own protocol code on either side, and no port between them.
/// What one end has sent and the other not read stops the sender at the size of the wire, as a full TCP window does.
/// </summary>
public sealed class WebSocketPair : IDisposable
{
    private readonly WireEnd _serverEnd;
    private readonly WireEnd _clientEnd;

    /// <param name="wireBytes">How many bytes are on their way before a sender has to wait.</param>
    public WebSocketPair(int wireBytes = 1024 * 1024)
    {
        var options = new PipeOptions(
            pauseWriterThreshold: wireBytes, resumeWriterThreshold: Math.Max(wireBytes / 2, 1), useSynchronizationContext: false);
        var toServer = new Pipe(options);
        var toClient = new Pipe(options);
        _serverEnd = new WireEnd(toServer.Reader, toClient.Writer);
        _clientEnd = new WireEnd(toClient.Reader, toServer.Writer);
        Server = WebSocket.CreateFromStream(_serverEnd, Options(isServer: true));
        Client = WebSocket.CreateFromStream(_clientEnd, Options(isServer: false));
    }

    /// <summary>The end of the code under test, as a server accepts it.</summary>
    public WebSocket Server { get; }

    /// <summary>The other end.</summary>
    public WebSocket Client { get; }

    /// <summary>The other end's bytes, for frames written by hand. Use either this or <see cref="Client"/>.</summary>
    public Stream ClientWire => _clientEnd;

    /// <summary>Loses the connection: no close frame, and whoever reads or writes gets an error.</summary>
    public void Cut()
    {
        var reset = new IOException("Connection reset by the test.");
        _serverEnd.Break(reset);
        _clientEnd.Break(reset);
    }

    public void Dispose()
    {
        Server.Dispose();
        Client.Dispose();
        _serverEnd.Dispose();
        _clientEnd.Dispose();
    }

    private static WebSocketCreationOptions Options(bool isServer) => new() { IsServer = isServer, KeepAliveInterval = TimeSpan.Zero };

    /// <summary>A stream that reads from one pipe and writes to another.</summary>
    private sealed class WireEnd(PipeReader input, PipeWriter output) : Stream
    {
        private volatile bool _closed;

        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        /// <summary>Ends what this end sends with an error, which the other end reads.</summary>
        public void Break(Exception error) => output.Complete(error);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            try
            {
                ReadResult result = await input.ReadAsync(cancellationToken);
                if (result.IsCanceled || _closed) throw new IOException("This end was closed.");
                int count = (int)Math.Min(buffer.Length, result.Buffer.Length);
                ReadOnlySequence<byte> ready = result.Buffer.Slice(0, count);
                ready.CopyTo(buffer.Span);
                input.AdvanceTo(ready.End);
                return count;
            }
            catch (InvalidOperationException error)
            {
                throw new IOException("This end was closed.", error);
            }
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            try
            {
                FlushResult result = await output.WriteAsync(buffer, cancellationToken);
                if (result.IsCompleted || result.IsCanceled) throw new IOException("The other end is gone.");
            }
            catch (InvalidOperationException error)
            {
                throw new IOException("The connection is gone.", error);
            }
        }

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing && !_closed)
            {
                _closed = true;
                input.CancelPendingRead();
                input.Complete();
                output.CancelPendingFlush();
                output.Complete();
            }

            base.Dispose(disposing);
        }
    }
}
