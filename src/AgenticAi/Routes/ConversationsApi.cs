using AgenticAi.Conversations;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Routes;

/// <summary><c>GET /api/conversations/{id}</c>: the journal's view of a conversation, running or over.</summary>
internal sealed class ConversationsApi(IConversationJournal journal)
{
    public async Task<IResult> GetAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            List<JournaledEvent> events = [];
            await foreach (JournaledEvent stored in journal.ReadAsync(id, afterSequence: 0, cancellationToken)) events.Add(stored);
            return events.Count > 0
                ? Results.Content(ConversationReport.Of(events).ToJson(), "application/json; charset=utf-8")
                : Results.Json(new ApiError($"the journal has no conversation {id}"), ApiJson.Default.ApiError, statusCode: StatusCodes.Status404NotFound);
        }
        catch (JournalUnavailableException error)
        {
            return Results.Json(new ApiError(error.Message), ApiJson.Default.ApiError, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
