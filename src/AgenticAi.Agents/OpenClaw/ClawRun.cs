using System.Text;
using System.Text.Json;
using AgenticAi.Agents.Wire;
using AgenticAi.Conversations;

namespace AgenticAi.Agents.OpenClaw;

/// <summary>One task at the gateway, as its <c>chat</c> events tell it.</summary>
internal sealed class ClawRun(AgentTask task)
{
    private readonly TaskCompletionSource<AgentAnswer> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _soFar = new();

    public AgentTask Task { get; } = task;

    /// <summary>The name of the run.</summary>
    public string Id => Task.Id;

    /// <summary>Completes with the answer, or fails with an <see cref="AgentException"/>.</summary>
    public Task<AgentAnswer> Outcome => _outcome.Task;

    /// <summary>Whether the gateway may know of it.</summary>
    public bool IsSent { get; set; }

    /// <summary>Takes a <c>chat</c> event. By one thread at a time.</summary>
    public void Take(JsonElement chat)
    {
        switch (chat.Text("state"))
        {
            case "delta":
                TakeDelta(chat);
                break;
            case "final":
                Answer(ClawMessage.TextOf(chat.Get("message")) ?? _soFar.ToString());
                break;
            case "aborted":
                Fail("The OpenClaw gateway ended the run: it was aborted there.");
                break;
            case "error":
                Fail("The agent failed: " + Reason.Of(chat.Text("errorMessage") ?? chat.Text("errorKind") ?? ""));
                break;
        }
    }

    /// <summary>It is over; an error that nobody waits for is no loss.</summary>
    public void Leave() => _ = _outcome.Task.Exception;

    /// <summary>Kept for a final event without text. Before protocol 4 each delta held the whole text so far, in <c>message</c>.</summary>
    private void TakeDelta(JsonElement chat)
    {
        string? added = chat.Text("deltaText");
        if (added is null || chat.Get("replace").ValueKind == JsonValueKind.True) _soFar.Clear();
        added ??= ClawMessage.TextOf(chat.Get("message")) ?? "";
        if (_soFar.Length + added.Length <= AgentLimits.AnswerBytes) _soFar.Append(added);
    }

    private void Answer(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= AgentLimits.AnswerBytes) _outcome.TrySetResult(new AgentAnswer(text));
        else Fail($"The agent's answer is longer than {AgentLimits.AnswerBytes} bytes.");
    }

    private void Fail(string why) => _outcome.TrySetException(new AgentException(why));
}
