using AgenticAi.Calls.Model;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Model;

/// <summary>A server that counts anew in each session, as item_1, does not mix up what was said in two of them.</summary>
public sealed class SessionIdsTests
{
    private readonly SessionIds _ids = new();

    [Fact]
    public void Names_that_are_new_stay_as_they_are()
    {
        _ids.Begin(1, []);
        var started = new SpeechStarted("item_1", 20);
        _ids.Ours(started).ShouldBe(started);
        _ids.Theirs(new ItemDelete("item_1")).ShouldBe(new ItemDelete("item_1"));
    }

    [Fact]
    public void A_name_of_an_earlier_session_gets_another_one_in_the_call_and_its_own_on_the_way_back()
    {
        _ids.Begin(1, []);
        _ids.Ours(new SpeechStarted("item_1", 20));
        _ids.Begin(2, []);
        string item = ((SpeechStarted)_ids.Ours(new SpeechStarted("item_1", 20))).ItemId;
        item.ShouldNotBe("item_1");
        _ids.Ours("item_1").ShouldBe(item, "each time");
        _ids.Theirs(new ItemDelete(item)).ShouldBe(new ItemDelete("item_1"));
        _ids.Theirs(new ItemTruncate(item, 0, 5)).ShouldBe(new ItemTruncate("item_1", 0, 5));
        _ids.Theirs(new ResponseCancel(item)).ShouldBe(new ResponseCancel("item_1"));
    }

    [Fact]
    public void A_third_session_has_names_of_its_own_too()
    {
        var names = new HashSet<string>();
        for (int generation = 1; generation <= 3; generation++)
        {
            _ids.Begin(generation, []);
            names.Add(_ids.Ours("resp_1"));
        }

        names.Count.ShouldBe(3);
    }

    [Fact]
    public void What_the_conversation_knows_from_another_process_is_not_used_again()
    {
        _ids.Begin(1, ["item_1"]);
        _ids.Ours("item_1").ShouldNotBe("item_1");
        _ids.Ours("item_2").ShouldBe("item_2");
    }

    [Fact]
    public void What_we_put_into_a_session_keeps_our_name()
    {
        string ours = Conversations.RestoredItems.IdOf(1);
        _ids.Begin(1, []);
        _ids.Ours(ours);
        _ids.Begin(2, []);
        _ids.Ours(ours).ShouldBe(ours);
    }

    [Fact]
    public void Everything_in_an_event_is_renamed()
    {
        _ids.Begin(1, ["i", "r", "c", "p"]);
        var item = new ConversationItem("i", ItemTypes.FunctionCall) { CallId = "c" };
        ServerEvent[] events =
        [
            new SpeechStarted("i", 0), new SpeechStopped("i", 0), new InputAudioCommitted("i", "p"), new IdleTimeoutTriggered("i", 0, 0),
            new InputTranscriptionDelta("i", 0, ""), new InputTranscriptionCompleted("i", 0, "", null), new InputTranscriptionFailed("i", null, ""),
            new ConversationItemAdded(item, "p"), new ConversationItemDone(item, "p"), new ConversationItemTruncated("i", 0, 0),
            new ConversationItemDeleted("i"), new ConversationItemRetrieved(item), new ResponseCreated("r"),
            new ResponseDone("r", "completed", null, null, null, [item]), new OutputItemAdded("r", 0, item), new OutputItemDone("r", 0, item),
            new OutputAudioDone("r", "i", 0, 0), new OutputTranscriptDelta("r", "i", 0, ""), new OutputTranscriptDone("r", "i", 0, ""),
            new OutputTextDone("r", "i", 0, ""), new FunctionCallArgumentsDone("r", "i", "c", "", ""),
        ];
        foreach (ServerEvent sent in events)
            System.Text.Json.JsonSerializer.Serialize<object>(_ids.Ours(sent)).ShouldNotMatch("\"[ircp]\"", sent.GetType().Name);
        events.Select(sent => sent.GetType()).ShouldBe(
            typeof(ServerEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(ServerEvent)) && HasId(type)), ignoreOrder: true);
    }

    private static bool HasId(Type type) =>
        type.GetProperties().Any(property => property.Name is "ItemId" or "ResponseId" || property.PropertyType == typeof(ConversationItem));
}
