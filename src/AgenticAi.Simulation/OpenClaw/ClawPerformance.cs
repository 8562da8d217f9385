using System.Text.Json.Nodes;

namespace AgenticAi.Simulation.OpenClaw;

/// <summary>Plays a reply: lifecycle and chat events to everybody who may read, and the words into the transcript.</summary>
internal sealed class ClawPerformance(ClawRecord run, ClawState state, SimulatedOpenClawOptions options)
{
    private int _seq;

    public async Task PlayAsync()
    {
        try
        {
            Lifecycle("start");
            await run.Reply.Before.WaitAsync(run.Stop.Token);
            Speak();
            await run.Reply.After.WaitAsync(run.Stop.Token);
            End();
        }
        catch (OperationCanceledException)
        {
            // Aborted, or the gateway was restarted.
        }

        run.Finish();
    }

    public void Merge()
    {
        run.End("ok", options.Time.GetUtcNow());
        state.Broadcast("chat", Next("final"));
        run.Finish();
    }

    public void Abort()
    {
        if (!run.End("aborted", options.Time.GetUtcNow())) return;
        JsonObject aborted = Next("aborted");
        aborted["stopReason"] = "rpc";
        state.Broadcast("chat", aborted);
        if (!run.Reply.IgnoresAbort) run.Stop.Cancel();
    }

    private void Speak()
    {
        string text = run.Reply.Text ?? "";
        for (int end = 0; end < text.Length;)
        {
            int start = end;
            end = Math.Min(text.Length, start + run.Reply.PieceChars);
            JsonObject delta = Next("delta");
            delta["message"] = ClawJsonOut.Message("assistant", text[..end], options.Time.GetUtcNow());
            if (options.Protocol >= 4) delta["deltaText"] = text[start..end];
            state.Broadcast("chat", delta);
        }
    }

    private void End()
    {
        DateTimeOffset now = options.Time.GetUtcNow();
        bool failed = run.Reply.Error is not null;
        Lifecycle(failed ? "error" : "end");
        if (!failed && run.Reply.Text is { } words) state.WriteDown(run.Task.SessionKey, "assistant", words);
        JsonObject last = Next(failed ? "error" : "final");
        if (failed) last["errorMessage"] = run.Reply.Error;
        else if (run.Reply.Text is { } text) last["message"] = ClawJsonOut.Message("assistant", text, now);
        // Before it is over for those who wait: the real gateway tells everybody first, too.
        state.Broadcast("chat", last);
        run.End(failed ? "error" : "ok", now);
    }

    private void Lifecycle(string phase) => state.Broadcast("agent", new JsonObject
    {
        ["runId"] = run.Task.RunId,
        ["seq"] = ++_seq,
        ["stream"] = "lifecycle",
        ["ts"] = options.Time.GetUtcNow().ToUnixTimeMilliseconds(),
        ["data"] = new JsonObject { ["phase"] = phase },
    });

    private JsonObject Next(string state) => ClawJsonOut.Chat(run, state, ++_seq);
}
