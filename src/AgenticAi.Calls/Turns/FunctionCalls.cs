using System.Text.Json;
using AgenticAi.Calls.Turns.Limits;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>
/// Functions that the model calls: those it was offered are carried out, and every other call gets an output that says what is wrong
/// with it. A call that was cut off is none.
/// </summary>
internal sealed class FunctionCalls(TurnOptions options, CallClosing closing)
{
    private readonly HashSet<(string Response, string Item)> _known = [];

    /// <summary>Takes a call, once.</summary>
    /// <returns>True when it is well, false when it is broken, null when it is none.</returns>
    public bool? Take(OutputItemDone done, TimeSpan now, ITurnOutput output)
    {
        ConversationItem item = done.Item;
        if (item.Type != ItemTypes.FunctionCall || item.Status == ResponseStatuses.Incomplete) return null;
        if (!_known.Add((done.ResponseId, item.Id))) return null;
        if (WrongWith(item) is not { } wrong)
        {
            if (item.Name == AgentFunctions.HangUp) closing.OnHangUpCalled(item.CallId!, now);
            else output.Tell(new AskAgent(item.CallId!, item.Id, AgentFunctions.RequestOf(item.Arguments)));
            return true;
        }

        ResponseOutcomes.Note(wrong.Problem, wrong.Words, output);
        if (item.CallId is { } call)
            output.Send(new ItemCreate(new FunctionCallOutputItem(call, JsonSerializer.Serialize(new { error = wrong.Words }))));
        return false;
    }

    private (string Problem, string Words)? WrongWith(ConversationItem item)
    {
        if (!options.Functions.Contains(item.Name ?? ""))
            return (Problems.FunctionNotOffered, $"There is no function {item.Name ?? "without a name"}. Answer the caller without it.");
        if (item.CallId is null) return (Problems.FunctionArguments, $"A call of {item.Name} has no call_id.");
        bool lacksRequest = item.Name == AgentFunctions.AskAgent && string.IsNullOrWhiteSpace(AgentFunctions.RequestOf(item.Arguments));
        return lacksRequest
            ? (Problems.FunctionArguments, $"The arguments of {item.Name} have to be a JSON object with the text \"request\". Nothing was done; call it again.")
            : null;
    }
}
