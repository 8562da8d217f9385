using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;

namespace AgenticAi.Simulation.Tests.Realtime;

public sealed class ItemTests
{
    [Fact]
    public async Task A_truncated_answer_is_remembered_as_far_as_it_was_heard_and_its_transcript_is_gone()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        string itemId = await AnswerAsync(client);
        RealtimeSession session = await server.SessionAsync(0, TestContext.Current.CancellationToken);
        int length = session.Items[^1].AudioMs;

        await TruncateAsync(client, itemId, length / 2);
        await client.UntilAsync("conversation.item.truncated");
        await client.SendAsync($$"""{"type":"conversation.item.retrieve","item_id":"{{itemId}}"}""");
        JsonNode item = (await client.UntilAsync("conversation.item.retrieved"))["item"]!;

        item["content"]![0]!["transcript"].ShouldBeNull();
        session.Items[^1].Text.ShouldBe("Yes, I am here.");
        session.Items[^1].Remembered.ShouldBe("Yes, I");
        session.Items[^1].TruncatedAtMs.ShouldBe(length / 2);
    }

    [Fact]
    public async Task Truncating_beyond_the_end_is_refused_in_the_words_of_the_real_server()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        string itemId = await AnswerAsync(client);
        int length = server.Sessions[0].Items[^1].AudioMs;

        await TruncateAsync(client, itemId, length);
        await client.UntilAsync("conversation.item.truncated");
        await TruncateAsync(client, itemId, length + 1);
        JsonNode error = (await client.UntilAsync("error"))["error"]!;

        error["message"]!.GetValue<string>().ShouldBe($"Audio content of {length}ms is already shorter than {length + 1}ms");
        error["code"]!.GetValue<string>().ShouldBe("invalid_value");
    }

    [Fact]
    public async Task What_a_client_put_there_cannot_be_truncated()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await CreateAsync(
            client, """{"id":"item_restored","type":"message","role":"assistant","content":[{"type":"output_text","text":"Hi."}]}""");
        await client.UntilAsync("conversation.item.done");
        await TruncateAsync(client, "item_restored", 0);

        (await client.UntilAsync("error"))["error"]!["message"]!.GetValue<string>().ShouldContain("Only model output audio");
    }

    [Theory]
    [InlineData(
        """{"type":"conversation.item.truncate","item_id":"none","content_index":0,"audio_end_ms":0}""", "item_truncate_invalid_item_id")]
    [InlineData("""{"type":"conversation.item.delete","item_id":"none"}""", "item_delete_invalid_item_id")]
    [InlineData("""{"type":"conversation.item.retrieve","item_id":"none"}""", "item_retrieve_invalid_item_id")]
    [InlineData(
        """{"type":"conversation.item.create","previous_item_id":"none","item":{"type":"message","role":"user","content":[]}}""",
        "item_create_invalid_item_id")]
    [InlineData(
        """{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"none","output":""}}""",
        "invalid_tool_call_id")]
    public async Task An_unknown_item_is_an_error(string text, string code)
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.SendAsync(text);

        (await client.UntilAsync("error"))["error"]!["code"]!.GetValue<string>().ShouldBe(code);
    }

    [Theory]
    [InlineData("user", "text", "input_text")]
    [InlineData("user", "output_text", "input_text")]
    [InlineData("assistant", "text", "output_text")]
    [InlineData("assistant", "input_text", "output_text")]
    [InlineData("system", "output_text", "input_text")]
    public async Task Each_role_has_its_own_kinds_of_content(string role, string wrong, string right)
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await CreateAsync(client, $$"""{"type":"message","role":"{{role}}","content":[{"type":"{{wrong}}","text":"Hi."}]}""");
        JsonNode error = (await client.UntilAsync("error"))["error"]!;
        error["param"]!.GetValue<string>().ShouldBe("item.content[0].type");
        await CreateAsync(client, $$"""{"type":"message","role":"{{role}}","content":[{"type":"{{right}}","text":"Hi."}]}""");

        JsonNode item = (await client.UntilAsync("conversation.item.added"))["item"]!;
        item["content"]![0]!["type"]!.GetValue<string>().ShouldBe(right);
        item["role"]!.GetValue<string>().ShouldBe(role);
    }

    [Fact]
    public async Task Items_stand_where_they_were_put_and_can_be_deleted()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await PutAsync(client, "b", null);
        await PutAsync(client, "c", "b");
        await PutAsync(client, "a", "root");
        await PutAsync(client, "b2", "b");
        JsonObject last = client.Received.Last(message => (string?)message["type"] == "conversation.item.done");
        last["previous_item_id"]!.GetValue<string>().ShouldBe("b");
        server.Sessions[0].Items.Select(item => item.Id).ShouldBe(["a", "b", "b2", "c"]);
        await client.SendAsync("""{"type":"conversation.item.delete","item_id":"b"}""");
        await client.UntilAsync("conversation.item.deleted");

        server.Sessions[0].Items.Select(item => item.Id).ShouldBe(["a", "b2", "c"]);
    }

    [Fact]
    public async Task The_conversation_shows_in_order_what_the_model_remembers_and_how_much_of_it()
    {
        var reply = new AgentReply([new SpokenPart("Yes, I am here."), new SpokenPart("Never heard."), new FunctionCallPart("look", "{}")]);
        await using SimulatedRealtimeServer server =
            await RealtimeFixture.StartAsync(options => options with { Replies = _ => reply });
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        JsonArray output = (await client.UntilAsync("response.done"))["response"]!["output"]!.AsArray();
        string[] ids = [.. output.Select(item => item!["id"]!.GetValue<string>())];
        RealtimeSession session = server.Sessions[0];
        int spoken = session.Items[1].AudioMs;

        await TruncateAsync(client, ids[0], spoken / 2);
        await client.SendAsync($$"""{"type":"conversation.item.delete","item_id":"{{ids[1]}}"}""");
        await client.SendAsync(
            "{\"type\":\"conversation.item.create\",\"previous_item_id\":\"" + ids[0] + "\",\"item\":{\"type\":\"message\","
            + "\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"As I said.\"}]}}");
        await CreateAsync(
            client, $$"""{"type":"function_call_output","call_id":"{{output[2]!["call_id"]!.GetValue<string>()}}","output":"nothing"}""");
        while ((string?)(await client.UntilAsync("conversation.item.done"))["item"]!["type"] != "function_call_output")
        {
            // Those before it.
        }

        session.Items.Select(item => (item.Type, item.Role, item.Remembered ?? item.Data)).ShouldBe([
            ("message", "user", "Hello, are you there?"),
            ("message", "assistant", "Yes, I"),
            ("message", "assistant", "As I said."),
            ("function_call", "", "{}"),
            ("function_call_output", "", "nothing"),
        ]);
        session.Items[1].RememberedMs.ShouldBe(spoken / 2);
        session.Items[0].RememberedMs.ShouldBe(session.Items[0].AudioMs);
        session.RefusedEvents.ShouldBe(0);
    }

    [Fact]
    public async Task A_conversation_that_was_restored_goes_on_with_the_next_line()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await CreateAsync(client, """{"type":"message","role":"user","content":[{"type":"input_text","text":"Hello, are you there?"}]}""");
        await CreateAsync(client, """{"type":"message","role":"assistant","content":[{"type":"output_text","text":"Yes, I am here."}]}""");
        await RealtimeFixture.SpeakAsync(client, "caller-wait");

        (await client.TranscriptAsync()).ShouldBe("Take your time.");
    }

    [Fact]
    public async Task A_restored_question_that_is_owed_an_answer_gets_it()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await CreateAsync(client, """{"type":"message","role":"user","content":[{"type":"input_text","text":"Hello, are you there?"}]}""");
        await client.SendAsync("""{"type":"response.create"}""");

        (await client.TranscriptAsync()).ShouldBe("Yes, I am here.");
    }

    [Fact]
    public async Task Only_one_response_is_on_its_way_and_only_that_can_be_cancelled()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with { Speed = 1 });
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.SendAsync("""{"type":"response.cancel"}""");
        (await client.UntilAsync("error"))["error"]!["code"]!.GetValue<string>().ShouldBe("response_cancel_not_active");
        await client.SendAsync("""{"type":"response.create"}""");
        string id = (await client.UntilAsync("response.created"))["response"]!["id"]!.GetValue<string>();
        await client.SendAsync("""{"type":"response.create"}""");
        JsonNode error = (await client.UntilAsync("error"))["error"]!;
        error["code"]!.GetValue<string>().ShouldBe("conversation_already_has_active_response");
        error["message"]!.GetValue<string>().ShouldContain(id);
        await client.SendAsync("""{"type":"response.cancel"}""");
        JsonNode response = (await client.UntilAsync("response.done"))["response"]!;

        response["id"]!.GetValue<string>().ShouldBe(id);
        response["status_details"]!["reason"]!.GetValue<string>().ShouldBe("client_cancelled");
    }

    private static async Task<string> AnswerAsync(RawRealtimeClient client) =>
        (await client.UntilAsync("response.done"))["response"]!["output"]![0]!["id"]!.GetValue<string>();

    private static Task CreateAsync(RawRealtimeClient client, string item) =>
        client.SendAsync("{\"type\":\"conversation.item.create\",\"item\":" + item + "}");

    private static Task TruncateAsync(RawRealtimeClient client, string itemId, int ms) => client.SendAsync(
        $$"""{"type":"conversation.item.truncate","item_id":"{{itemId}}","content_index":0,"audio_end_ms":{{ms}}}""");

    private static async Task PutAsync(RawRealtimeClient client, string id, string? previous)
    {
        string before = previous is null ? "" : $"\"previous_item_id\":\"{previous}\",";
        await client.SendAsync(
            "{\"type\":\"conversation.item.create\"," + before + "\"item\":{\"id\":\"" + id
            + "\",\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"Hi.\"}]}}");
        await client.UntilAsync("conversation.item.done");
    }
}
