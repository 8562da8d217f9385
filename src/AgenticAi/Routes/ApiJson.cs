using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Routes;

/// <summary>Why a request to the API was refused.</summary>
internal sealed record ApiError(string Error)
{
    public static IResult Answer(int status, string error) =>
        Results.Json(new ApiError(error), ApiJson.Default.ApiError, statusCode: status);
}

/// <summary>A call as the API shows it.</summary>
internal sealed record CallView(
    string CallSid, string From, string To, string Direction, string Status, DateTimeOffset AnnouncedAt, string? StreamSid,
    CostView? Cost);

/// <summary>What a call has cost so far; null where nothing is priced.</summary>
/// <param name="Amount">In <paramref name="Currency"/>.</param>
/// <param name="Currency">The currency of the prices.</param>
/// <param name="IsComplete">False when a part of the usage had no price.</param>
internal sealed record CostView(decimal Amount, string Currency, bool IsComplete);

/// <summary>The body of <c>POST /api/calls/{id}/say</c>.</summary>
/// <param name="Text">The words.</param>
/// <param name="Interrupt">Takes the place of what the agent is saying; otherwise its sentence ends first.</param>
internal sealed record SayRequest(string? Text, bool Interrupt = false);

/// <summary>The answer to <c>POST /api/calls/{id}/say</c>: the id under which the journal tells what became of it.</summary>
internal sealed record SayAccepted(string Id);

/// <summary>The answer to <c>GET /api/conversations</c>.</summary>
/// <param name="Conversations">A page, the one begun last first.</param>
/// <param name="Next">What <c>after</c> is to be for the next page; null after the last.</param>
internal sealed record ConversationListView(IEnumerable<ConversationView> Conversations, string? Next);

/// <summary>A conversation in a list.</summary>
internal sealed record ConversationView(
    string Id, DateTimeOffset StartedAt, string? From, string? To, long Events, string? EndReason, DateTimeOffset? EndedAt, decimal? Cost,
    string? Currency);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ApiError))]
[JsonSerializable(typeof(CallView))]
[JsonSerializable(typeof(IEnumerable<CallView>))]
[JsonSerializable(typeof(SayRequest))]
[JsonSerializable(typeof(SayAccepted))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ConversationListView))]
internal sealed partial class ApiJson : JsonSerializerContext;
