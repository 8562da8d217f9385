using AgenticAi.Simulation.Scenarios;

namespace AgenticAi.Simulation.Realtime.Responses;

/// <summary>
/// What the simulated model hears and answers in one session: the scenario's lines in order, and something that fits when there is none.
/// </summary>
internal sealed class ScriptedAgent(Scenario scenario)
{
    private readonly string[] _utterances = [.. scenario.Utterances];
    private int _heard;
    private int _answered = -1;
    private AgentReply? _then;
    private bool _greeted;

    /// <summary>Line of the caller that was heard last; -1 before the first.</summary>
    public int Utterance => _heard - 1;

    /// <summary>The next utterance of the caller was heard.</summary>
    /// <param name="milliseconds">How long it was.</param>
    /// <returns>Its transcript.</returns>
    public string Hear(int milliseconds)
    {
        int line = _heard++;
        return line < _utterances.Length ? _utterances[line] : $"Something of {milliseconds / 100 / 10.0:0.0} seconds.";
    }

    /// <summary>
    /// A text of the caller was put into the conversation: in a restored one it may be a line of the scenario, which is then not
    /// expected again.
    /// </summary>
    public void Remember(string text)
    {
        int line = Array.IndexOf(_utterances, text, Math.Min(_heard, _utterances.Length));
        if (line < 0) return;
        _heard = line + 1;
    }

    /// <summary>The answer to what was said last.</summary>
    public AgentReply Answer(ReplyRequest request)
    {
        AgentReply reply = Choose(request);
        _then = reply.Then;
        return reply;
    }

    private AgentReply Choose(ReplyRequest request)
    {
        RealtimeItem? last = LastOf(request.Items);
        if (last is { Type: "function_call_output" }) return _then ?? AgentReply.Say($"The result is: {last.Data}");
        if (!_greeted && _heard == 0 && last is not { IsNoise: true } && scenario.Greeting is { } greeting)
        {
            _greeted = true;
            return greeting;
        }

        if (request.Instructions is { Length: > 0 } instructions) return AgentReply.Say(Quoted(instructions));
        if (last is { IsNoise: true }) return AgentReply.Say("Sorry, I did not catch that.");
        if (last is { Content: "input_audio", Text: "" }) return AgentReply.Say("Are you still there?");
        if (last is { Role: "user" } && IsLine(last)) return AnswerLine(last);
        if (last is { Role: "system" or "user", Text: { Length: > 0 } text }) return AgentReply.Say(text);
        return AgentReply.Say(_heard == 0 ? "Hello, how can I help you?" : "Is there anything else?");
    }

    // A line that came while a response was on its way stands before that response's items, and is still to be answered.
    private RealtimeItem? LastOf(IReadOnlyList<RealtimeItem> items)
    {
        RealtimeItem? last = items is [.., var item] ? item : null;
        bool isOwed = last is { Role: "assistant", IsGenerated: true } && Utterance > _answered;
        return isOwed ? items.LastOrDefault(other => other.Role == "user") : last;
    }

    private bool IsLine(RealtimeItem item) =>
        item.Content == "input_audio" || (Utterance >= 0 && Utterance < _utterances.Length && item.Text == _utterances[Utterance]);

    private AgentReply AnswerLine(RealtimeItem last)
    {
        _answered = Utterance;
        bool isPlanned = Utterance >= 0 && Utterance < scenario.Replies.Count;
        return isPlanned ? scenario.Replies[Utterance] : AgentReply.Say($"You said: {last.Text}");
    }

    // "Say exactly: 'Hello'" asks for Hello.
    private static string Quoted(string instructions)
    {
        int first = instructions.IndexOf('"', StringComparison.Ordinal);
        int last = instructions.LastIndexOf('"');
        return first >= 0 && last > first + 1 ? instructions[(first + 1)..last] : instructions;
    }
}
