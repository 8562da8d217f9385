using System.Net.WebSockets;
using AgenticAi.Audio.G711;

namespace AgenticAi.Simulation.Twilio;

/// <summary>
/// Sends what Twilio sends on one media stream: the caller's audio frame by frame, keys, and the marks that were reached.
/// Deadlines count from the start, so that a frame that is late is followed by punctual ones.
/// </summary>
internal sealed class StreamTalker(CallContext call, StreamSocket socket, StreamLog log, StreamRecord opened) : IDisposable
{
    // twilio.com/docs/api/errors/31930: the server reads too slowly.
    private const int BufferOverflow = 31930;

    // How much audio waits for a slow reader before Twilio throws it away (not published).
    private static readonly TimeSpan OverflowAfter = TimeSpan.FromSeconds(2);

    // How often an unpaced caller looks whether something is due.
    private static readonly TimeSpan UnpacedTick = TimeSpan.FromMilliseconds(5);

    private readonly InboundMessages _messages = new(opened.StreamSid, call.Options.AccountSid, call.CallSid);
    private readonly CallerTurn _turn = new(call.Script, call.Commands, call.Log);
    private readonly TimeSpan _startedAt = call.Log.Now;
    private readonly byte[] _frame = new byte[MediaFrame.Samples];
    private long _frames;
    private long _framesSent;
    private long _trailing;

    public string StreamSid => opened.StreamSid;

    /// <summary>Time of the stream.</summary>
    public TimeSpan Elapsed => call.Log.Now - _startedAt;

    /// <summary>Now, on the timeline of the call. An unpaced stream is where its frames are, not where the clock is.</summary>
    public long Position => call.Plan.Unpaced ? FramePosition : call.Log.Position;

    private long FramePosition => MediaFrame.ToSamples(_startedAt) + Interlocked.Read(ref _frames) * MediaFrame.Samples;

    private CallFaults Faults => call.Plan.Faults;

    /// <returns>Why the call ends; null when only the stream does: the server ended it, or the call was redirected.</returns>
    /// <param name="over">Cancelled when the stream is to end.</param>
    /// <param name="hard">Cancelled when a message in the middle of being sent has to be given up.</param>
    public async Task<CallEndReason?> TalkAsync(CancellationToken over, CancellationToken hard)
    {
        try
        {
            await SendAsync(() => InboundMessages.Connected(), hard);
            if (!Faults.NeverStart) await SendAsync(() => _messages.Start(opened.Parameters, Faults.CallSidInStart ?? call.CallSid), hard);
            call.Script.Start(call.Log.Now);
            call.Log.Publish(new StreamStarted(call.Log.Now, StreamSid));
            while (true)
            {
                await WaitAsync(over);
                TimeSpan before = call.Log.Now;
                if (await FrameAsync(hard) is { } end) return call.Commands.Settle(end);
                if (call.Log.Now - before > OverflowAfter) Overflow();
            }
        }
        catch (OperationCanceledException)
        {
            return call.Commands.End;
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>Says that the call is over; the connection may be gone already.</summary>
    public async Task SayStopAsync(CancellationToken hard)
    {
        try
        {
            if (!Faults.NeverStart) await SendAsync(() => _messages.Stop(), hard);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            socket.Abort();
        }
    }

    public StreamRecord Complete(StreamRecord record, StreamEndKind end)
    {
        log.AdvanceTo(Position);
        _turn.BreakOff(call.Log.Now);
        return log.Complete(record with
        {
            StartedAt = _startedAt,
            EndedAt = call.Log.Now,
            End = end,
            CloseCode = (int?)socket.CloseStatus,
            FramesSent = _framesSent,
        });
    }

    public void Dispose() => _messages.Dispose();

    private async Task WaitAsync(CancellationToken over)
    {
        TimeSpan wait = call.Plan.Unpaced
            ? _trailing > 0 || _turn.Voice.IsSpeaking ? TimeSpan.Zero : UnpacedTick
            : (_frames + 1) * MediaFrame.Duration - Elapsed;
        if (wait > TimeSpan.Zero) await Task.Delay(wait, call.Options.Time, over);
        over.ThrowIfCancellationRequested();
    }

    private async Task<CallEndReason?> FrameAsync(CancellationToken hard)
    {
        TimeSpan time = _frames * MediaFrame.Duration;
        log.AdvanceTo(Position);
        while (log.TryTakeMark(out string? name))
        {
            if (!Faults.MarksLost) await SendAsync(() => _messages.Mark(name!), hard);
        }

        if (call.Log.Now >= call.Plan.MaxDuration) return CallEndReason.DurationLimit;
        if (Faults.NeverStart) return Pass();
        if (_turn.Advance(call.Log.Now, out char? digit) is { } end) return end;
        if (digit is { } key) await SendAsync(() => _messages.Dtmf(key), hard);
        if (IsIdle()) return null;
        Speak();
        foreach (InjectedMessage message in Faults.Messages.Where(message => message.At >= time && message.At < time + MediaFrame.Duration))
            await socket.SendAsync(() => message.Payload, message.Binary, hard);
        if (IsSent(time))
        {
            await SendAsync(() => _messages.Media((long)time.TotalMilliseconds, _frame), hard);
            _framesSent++;
        }

        return Pass();
    }

    private CallEndReason? Pass()
    {
        Interlocked.Increment(ref _frames);
        return null;
    }

    // An unpaced caller sends speech and some silence behind it, then nothing.
    private bool IsIdle()
    {
        if (!call.Plan.Unpaced) return false;
        if (_turn.Voice.IsSpeaking) _trailing = (long)(call.Plan.TrailingSilence / MediaFrame.Duration);
        else if (_trailing > 0) _trailing--;
        else return true;
        return false;
    }

    private void Speak()
    {
        Span<short> pcm = stackalloc short[MediaFrame.Samples];
        _turn.Voice.Next(pcm);
        log.AddEcho(FramePosition, pcm);
        MuLaw.Encode(pcm, _frame);
        call.Log.CallerAudio(FramePosition, pcm);
    }

    private bool IsSent(TimeSpan time) =>
        (Faults.MediaStopsAt is not { } stop || time < stop) && !Faults.LostFrames.Any(lost => lost.Include(time));

    private void Overflow()
    {
        long due = (long)(Elapsed / MediaFrame.Duration);
        if (due <= _frames) return;
        _frames = due;
        call.Log.ErrorOnce(BufferOverflow, "The server reads too slowly; audio of the caller was thrown away.", StreamSid);
    }

    private Task SendAsync(Func<ReadOnlyMemory<byte>> build, CancellationToken hard) => socket.SendAsync(build, binary: false, hard);
}
