using AgenticAi.Conversations;
using Microsoft.AspNetCore.Http;

namespace AgenticAi.Routes;

/// <summary><c>GET /api/conversations</c>: lists what the journal holds, newest first, page by page; a second behind at most.</summary>
internal sealed class ConversationListApi(IConversationArchive archive)
{
    public async Task<IResult> ListAsync(IQueryCollection asked, CancellationToken cancellationToken)
    {
        if (!ConversationListQuery.TryRead(asked, out ConversationQuery query, out string? problem))
            return ApiError.Answer(StatusCodes.Status400BadRequest, problem);
        try
        {
            IReadOnlyList<ConversationSummary> found = await archive.ListAsync(query, cancellationToken);
            string? next = found.Count < query.Limit ? null : ConversationListQuery.TextOf(ConversationPosition.Of(found[^1]));
            return Results.Json(new ConversationListView(found.Select(ViewOf), next), ApiJson.Default.ConversationListView);
        }
        catch (JournalUnavailableException error)
        {
            return ApiError.Answer(StatusCodes.Status503ServiceUnavailable, error.Message);
        }
    }

    private static ConversationView ViewOf(ConversationSummary summary) => new(
        summary.ConversationId, summary.FirstEventAt, summary.Started?.From, summary.Started?.To, summary.Events, summary.Ended?.Reason.Name,
        summary.EndedAt, summary.Cost?.Amount, summary.Cost?.Currency);
}
