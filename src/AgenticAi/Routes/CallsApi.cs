using AgenticAi.Calls;
using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Conversations;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Routes;

/// <summary>The live calls: list them, look at one, say something in it, end it.</summary>
internal sealed class CallsApi(CallRegistry calls)
{
    /// <summary>More than anyone says in one breath; a limit at all so that a mistake does not become an audio book.</summary>
    private const int MaxTextLength = 2000;

    public IResult List() =>
        Results.Json(calls.Calls.Select(call => ViewOf(call.Snapshot)), ApiJson.Default.IEnumerableCallView);

    public IResult Get(string id) =>
        calls.Find(id) is { } call ? Results.Json(ViewOf(call.Snapshot), ApiJson.Default.CallView) : NotFound(id);

    public IResult Say(string id, SayRequest request)
    {
        if (calls.Find(id) is not { } call) return NotFound(id);
        string text = request.Text?.Trim() ?? "";
        if (text.Length is 0 or > MaxTextLength)
            return ApiError.Answer(StatusCodes.Status400BadRequest, $"text: must have 1 to {MaxTextLength} characters");
        return call.TrySay(text, request.Interrupt ? SpeechSources.UrgentOperator : SpeechSources.Operator) is { } said
            ? Results.Json(new SayAccepted(said), ApiJson.Default.SayAccepted, statusCode: StatusCodes.Status202Accepted)
            : ApiError.Answer(StatusCodes.Status409Conflict, $"call {id} is ending");
    }

    public IResult End(string id)
    {
        if (calls.Find(id) is not { } call) return NotFound(id);
        call.End(new CallEnd(CallEndReason.Operator));
        return Results.Accepted();
    }

    private static IResult NotFound(string id) => ApiError.Answer(StatusCodes.Status404NotFound, $"no call {id} is running");

    private static CallView ViewOf(CallSnapshot call) => new(
        call.Request.CallSid, call.Request.From, call.Request.To, call.Request.IsOutbound ? "outbound" : "inbound",
        call.Status.ToString().ToLowerInvariant(), call.AnnouncedAt, call.StreamSid,
        call.Cost == ConversationCost.None ? null : new CostView(call.Cost.Total, call.Cost.Currency, call.Cost.IsComplete));
}
