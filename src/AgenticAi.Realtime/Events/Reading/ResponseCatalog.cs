namespace AgenticAi.Realtime.Events.Reading;

internal static class ResponseCatalog
{
    public static ServerEvent Created(EventFields fields)
    {
        ResponseFields response = EventCatalog.Need(fields.Response);
        return new ResponseCreated(EventCatalog.Need(response.Id))
        {
            ConversationId = response.ConversationId,
            Metadata = response.Metadata,
        };
    }

    public static ServerEvent Done(EventFields fields)
    {
        ResponseFields response = EventCatalog.Need(fields.Response);
        return new ResponseDone(
            EventCatalog.Need(response.Id),
            response.Status ?? "",
            response.StatusReason,
            response.ErrorCode,
            response.Usage,
            response.Output)
        {
            ConversationId = response.ConversationId,
            Metadata = response.Metadata,
            ErrorMessage = response.ErrorMessage,
        };
    }
}
