using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AgenticAi.Realtime.Events.Reading;

/// <summary>Every event of the GA protocol but the audio itself, and what is made of it.</summary>
internal static class EventCatalog
{
    private static readonly KnownEvent[] Events =
    [
        Used("response.output_audio_transcript.delta", e => new OutputTranscriptDelta(
            Need(e.ResponseId), Need(e.ItemId), e.ContentIndex, e.Delta ?? "")),
        Used("conversation.item.input_audio_transcription.delta", e => new InputTranscriptionDelta(
            Need(e.ItemId), e.ContentIndex, e.Delta ?? "")),
        Used("session.created", e => new SessionCreated(Need(e.Session))),
        Used("session.updated", e => new SessionUpdated(Need(e.Session))),
        Used("input_audio_buffer.speech_started", e => new SpeechStarted(Need(e.ItemId), Need(e.AudioStartMs))),
        Used("input_audio_buffer.speech_stopped", e => new SpeechStopped(Need(e.ItemId), Need(e.AudioEndMs))),
        Used("input_audio_buffer.committed", e => new InputAudioCommitted(Need(e.ItemId), e.PreviousItemId)),
        Used("input_audio_buffer.cleared", _ => new InputAudioCleared()),
        Used("input_audio_buffer.timeout_triggered", e => new IdleTimeoutTriggered(
            Need(e.ItemId), Need(e.AudioStartMs), Need(e.AudioEndMs))),
        Used("conversation.item.added", e => new ConversationItemAdded(NeedItem(e.Item), e.PreviousItemId)),
        Used("conversation.item.done", e => new ConversationItemDone(NeedItem(e.Item), e.PreviousItemId)),
        Used("conversation.item.truncated", e => new ConversationItemTruncated(Need(e.ItemId), e.ContentIndex, Need(e.AudioEndMs))),
        Used("conversation.item.deleted", e => new ConversationItemDeleted(Need(e.ItemId))),
        Used("conversation.item.retrieved", e => new ConversationItemRetrieved(NeedItem(e.Item))),
        Used("conversation.item.input_audio_transcription.completed", e => new InputTranscriptionCompleted(
            Need(e.ItemId), e.ContentIndex, e.Transcript ?? "", e.Usage)),
        Used("conversation.item.input_audio_transcription.failed", e => new InputTranscriptionFailed(
            Need(e.ItemId), e.Error?.Code, e.Error?.Message ?? "")),
        Used("response.created", ResponseCatalog.Created),
        Used("response.done", ResponseCatalog.Done),
        Used("response.output_item.added", e => new OutputItemAdded(Need(e.ResponseId), e.OutputIndex, NeedItem(e.Item))),
        Used("response.output_item.done", e => new OutputItemDone(Need(e.ResponseId), e.OutputIndex, NeedItem(e.Item))),
        Used("response.output_audio.done", e => new OutputAudioDone(
            Need(e.ResponseId), Need(e.ItemId), e.OutputIndex, e.ContentIndex)),
        Used("response.output_audio_transcript.done", e => new OutputTranscriptDone(
            Need(e.ResponseId), Need(e.ItemId), e.ContentIndex, e.Transcript ?? "")),
        Used("response.output_text.done", e => new OutputTextDone(
            Need(e.ResponseId), Need(e.ItemId), e.ContentIndex, e.Text ?? "")),
        Used("response.function_call_arguments.done", e => new FunctionCallArgumentsDone(
            Need(e.ResponseId), Need(e.ItemId), Need(e.CallId), e.Name ?? "", Need(e.Arguments))),
        Used("rate_limits.updated", e => new RateLimitsUpdated(e.RateLimits)),
        Used("error", e => Need(e.Error)),
        Ignored("conversation.created"),
        Ignored("conversation.item.created"),
        Ignored("conversation.item.input_audio_transcription.segment"),
        Ignored("input_audio_buffer.dtmf_event_received"),
        Ignored("output_audio_buffer.started"),
        Ignored("output_audio_buffer.stopped"),
        Ignored("output_audio_buffer.cleared"),
        Ignored("response.content_part.added"),
        Ignored("response.content_part.done"),
        Ignored("response.output_text.delta"),
        Ignored("response.function_call_arguments.delta"),
        Ignored("mcp_list_tools.in_progress"),
        Ignored("mcp_list_tools.completed"),
        Ignored("mcp_list_tools.failed"),
        Ignored("response.mcp_call_arguments.delta"),
        Ignored("response.mcp_call_arguments.done"),
        Ignored("response.mcp_call.in_progress"),
        Ignored("response.mcp_call.completed"),
        Ignored("response.mcp_call.failed"),
    ];

    /// <param name="type">A reader standing on the type's text.</param>
    public static KnownEvent? Find(ref Utf8JsonReader type)
    {
        foreach (KnownEvent known in Events)
        {
            if (type.ValueTextEquals(known.Utf8Name)) return known;
        }

        return null;
    }

    /// <summary>A field without which the event means nothing.</summary>
    public static T Need<T>(T? value, [CallerArgumentExpression(nameof(value))] string field = "")
        where T : class => value ?? throw Missing(field);

    private static int Need(int? value, [CallerArgumentExpression(nameof(value))] string field = "") => value ?? throw Missing(field);

    private static ConversationItem NeedItem(ConversationItem? item) =>
        item is { Id.Length: > 0 } ? item : throw new RealtimeProtocolException("an item with an id is missing");

    private static RealtimeProtocolException Missing(string field) => new($"{field[(field.LastIndexOf('.') + 1)..]} is missing");

    private static KnownEvent Used(string name, Func<EventFields, ServerEvent> build) => new(name, build);

    private static KnownEvent Ignored(string name)
    {
        var ignored = new IgnoredEvent(name);
        return new KnownEvent(name, _ => ignored);
    }
}
