namespace AgenticAi.Simulation.Twilio;

/// <summary>One run of a media stream: the caller's frames go out, the server's messages come in, until either side ends it.</summary>
internal static class MediaStream
{
    // How long Twilio waits for the answer to its close frame (not published).
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    /// <summary>Opens a stream and runs it to its end, which is logged.</summary>
    /// <returns>Why the call ends with the stream, or null when the TwiML goes on.</returns>
    public static async Task<CallEndReason?> RunAsync(CallContext call, StreamVerb verb, CancellationToken cancellationToken)
    {
        var record = new StreamRecord
        {
            StreamSid = call.Options.Ids.Sid("MZ"),
            Url = verb.Url,
            Parameters = call.Plan.Faults.Parameters?.Invoke(verb.Parameters) ?? verb.Parameters,
            StartedAt = call.Log.Now,
            EndedAt = call.Log.Now,
        };
        using StreamSocket? socket = await StreamDialer.ConnectAsync(call.Options, call.Plan, verb.Url, call.Log, cancellationToken);
        if (socket is null)
        {
            call.Log.Ended(record);
            return null;
        }

        call.Commands.OnStream(socket.Abort);
        try
        {
            return await RunAsync(call, socket, record, cancellationToken);
        }
        finally
        {
            call.Commands.OnStream(null);
        }
    }

    private static async Task<CallEndReason?> RunAsync(
        CallContext call, StreamSocket socket, StreamRecord opened, CancellationToken cancellationToken)
    {
        var log = new StreamLog(call.Log, call.Script, call.Plan.Echo);
        using var talker = new StreamTalker(call, socket, log, opened);
        var listener = new StreamListener(call, socket, log, talker);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, call.Commands.Interrupted);
        using var late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, call.Options.Time);
        using var hard = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        Task<bool> listening = listener.ListenAsync(hard.Token);
        Task<CallEndReason?> talking = talker.TalkAsync(over.Token, hard.Token);
        await Task.WhenAny(listening, talking);
        late.CancelAfter(CloseLimit);
        await over.CancelAsync();
        CallEndReason? reason = cancellationToken.IsCancellationRequested ? CallEndReason.LineLost : await talking;
        StreamEndKind? own = reason == CallEndReason.LineLost ? StreamEndKind.Aborted
            : reason is not null || call.Commands.Interrupted.IsCancellationRequested ? StreamEndKind.Stopped
            : null;
        if (own == StreamEndKind.Aborted)
        {
            socket.Abort();
            await late.CancelAsync();
        }
        else if (own == StreamEndKind.Stopped)
        {
            await talker.SayStopAsync(hard.Token);
            await socket.CloseAsync(hard.Token);
        }

        bool closed = await listening;
        await talking;
        await socket.CloseAsync(hard.Token);
        StreamEndKind end = own ?? (closed ? StreamEndKind.ServerClosed : StreamEndKind.ServerLost);
        call.Log.Ended(talker.Complete(opened, end));
        return reason;
    }
}
