using System.Net.Sockets;

namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// A connection whose far end cannot be reached from some moment on, as behind a router that lost its power: what is written goes
/// nowhere, nothing is read, and neither side is told. It holds until it is disposed.
/// </summary>
internal sealed class DyingLine(NetworkStream inner, CancellationTokenSource dead) : Stream
{
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Makes connections that die after some time.</summary>
    public static SocketsHttpHandler Handler(TimeSpan after, TimeProvider time) => new()
    {
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new DyingLine(new NetworkStream(socket, ownsSocket: true), new CancellationTokenSource(after, time));
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(dead.Token, cancellationToken);
        try
        {
            return await inner.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await _closed.Task.WaitAsync(cancellationToken);
            throw new IOException("The connection was closed on this side.");
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        dead.IsCancellationRequested ? ValueTask.CompletedTask : inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            dead.Dispose();
            _closed.TrySetResult();
        }

        base.Dispose(disposing);
    }
}
