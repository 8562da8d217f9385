using AgenticAi.Conversations;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Routes;

/// <summary><c>GET /api/conversations/{id}</c>: the journal's view of a conversation, running or over.</summary>
internal sealed class ConversationsApi(IConversationArchive journal)
{
    public async Task<IResult> GetAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            List<JournaledEvent> events = [];
            await foreach (JournaledEvent stored in journal.ReadAsync(id, afterSequence: 0, cancellationToken)) events.Add(stored);
            return events.Count > 0
                ? Results.Content(ConversationReport.Of(events).ToJson(), "application/json; charset=utf-8")
                : ApiError.Answer(StatusCodes.Status404NotFound, $"the journal has no conversation {id}");
        }
        catch (JournalUnavailableException error)
        {
            return ApiError.Answer(StatusCodes.Status503ServiceUnavailable, error.Message);
        }
        catch (UnknownEventException error)
        {
            // Not 501, which caches may keep for longer than it takes to install the newer version.
            return ApiError.Answer(StatusCodes.Status500InternalServerError, $"conversation {id} cannot be shown: {error.Message}");
        }
    }
}
