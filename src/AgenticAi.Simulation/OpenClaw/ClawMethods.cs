using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.OpenClaw;

/// <summary>What a client that was let in may ask for.</summary>
internal sealed class ClawMethods(ClawClient client, ClawState state, SimulatedOpenClawOptions options)
{
    private readonly List<Task> _waits = [];

    /// <summary>Completes when no request waits any more; they do until the connection is over.</summary>
    public Task Waits => Task.WhenAll(_waits);

    public void Take(JsonObject frame, CancellationToken cancellationToken)
    {
        string id = frame.Text("id");
        string method = frame.Text("method");
        if (frame.Text("type") != "req" || id.Length == 0) return;
        if (method == state.DropAt)
        {
            client.Reset();
            return;
        }

        JsonObject given = frame["params"] as JsonObject ?? [];
        string scope = method is "chat.send" or "chat.abort" ? "operator.write" : "operator.read";
        if (!client.May(scope)) Refuse(id, $"missing scope: {scope}");
        else if (ClawParams.Fault(method, given) is { } fault) Refuse(id, $"invalid {method} params: {fault}");
        else if (method == "chat.send") Send(id, given);
        else if (method == "chat.abort") Abort(id, given);
        else if (method == "chat.history") Tell(id, given);
        else if (method == "agent.wait") Wait(id, given, cancellationToken);
        else Refuse(id, $"unknown method: {method}");
    }

    private void Send(string id, JsonObject given)
    {
        string message = given.Text("message");
        if (message.Contains('\0', StringComparison.Ordinal))
        {
            Refuse(id, "message must not contain null bytes");
            return;
        }

        // A command to the gateway itself never reaches the agent.
        if (message.StartsWith('/') || message.Trim() is "stop" or "abort")
        {
            client.Send(ClawJsonOut.Good(id, new JsonObject { ["ok"] = true, ["aborted"] = false, ["runIds"] = new JsonArray() }));
            return;
        }

        string session = given.Text("sessionKey");
        bool isBusy = state.IsBusy(session);
        (ClawRecord run, bool isNew) = state.Begin(given.Text("idempotencyKey"), session, message, client.Id);
        string status = isNew ? "started" : run.Status is "running" ? "in_flight" : run.Status;
        client.Send(ClawJsonOut.Good(id, new JsonObject { ["runId"] = run.Task.RunId, ["status"] = status }));
        if (!isNew) return;
        options.OnActivity?.Invoke($"{client.Id} asks in session {session}: {message}");
        state.WriteDown(session, "user", message);
        // A message to a session that is busy becomes part of what runs there; its own run ends without words.
        var performance = new ClawPerformance(run, state, options);
        if (isBusy) performance.Merge();
        else run.Performance = performance.PlayAsync();
    }

    private void Abort(string id, JsonObject given)
    {
        string runId = given.Text("runId");
        if (state.Find(runId) is not { Status: "running" } run)
        {
            client.Send(ClawJsonOut.Good(id, new JsonObject { ["ok"] = true, ["aborted"] = false, ["runIds"] = new JsonArray() }));
            return;
        }

        if (run.Task.SessionKey != given.Text("sessionKey")) Refuse(id, "runId does not match sessionKey");
        else if (run.Owner != client.Id) Refuse(id, "unauthorized");
        else
        {
            new ClawPerformance(run, state, options).Abort();
            client.Send(ClawJsonOut.Good(id, new JsonObject { ["ok"] = true, ["aborted"] = true, ["runIds"] = new JsonArray(runId) }));
        }
    }

    private void Tell(string id, JsonObject given)
    {
        string session = given.Text("sessionKey");
        JsonArray messages = state.Transcript(session, (int)given.Number("limit", 200));
        client.Send(ClawJsonOut.Good(id, new JsonObject { ["sessionKey"] = session, ["messages"] = messages }));
    }

    private void Wait(string id, JsonObject given, CancellationToken cancellationToken)
    {
        _waits.RemoveAll(wait => wait.IsCompleted);
        _waits.Add(WaitAsync(id, given, cancellationToken));
    }

    private async Task WaitAsync(string id, JsonObject given, CancellationToken cancellationToken)
    {
        string runId = given.Text("runId");
        ClawRecord? run = state.Find(runId);
        try
        {
            Task over = run?.Terminal.Task ?? Task.Delay(Timeout.InfiniteTimeSpan, options.Time, cancellationToken);
            await over.WaitAsync(TimeSpan.FromMilliseconds(given.Number("timeoutMs", 30_000)), options.Time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Answered below.
        }
        catch (OperationCanceledException)
        {
            return;
        }

        var answer = new JsonObject { ["runId"] = runId, ["status"] = run?.Status is "ok" or "error" ? run.Status : "timeout" };
        if (run?.EndedAt is { } ended) answer["endedAt"] = ended.ToUnixTimeMilliseconds();
        else if (options.TellsUnknownRuns) answer["timeoutPhase"] = run is null ? "queue" : "gateway_draining";
        if (run is null && options.TellsUnknownRuns) answer["providerStarted"] = false;
        if (run?.Status == "error") answer["error"] = run.Reply.Error;
        client.Send(ClawJsonOut.Good(id, answer));
    }

    private void Refuse(string id, string message) => client.Send(ClawJsonOut.Bad(id, "INVALID_REQUEST", message));
}
