using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Scenarios;
using AgenticAi.Simulation.Speech;
using AgenticAi.Testing;

namespace AgenticAi.Simulation.Tests.Realtime;

public sealed class ConversationTests
{
    [Fact]
    public async Task An_utterance_is_noticed_committed_answered_and_transcribed_in_the_order_of_the_real_server()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UpdateAsync("\"audio\":{\"input\":{\"transcription\":{\"model\":\"gpt-transcribe\"}}}");
        client.Received.Clear();

        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        await client.UntilAsync("response.done");
        while (!client.Types.Contains("conversation.item.input_audio_transcription.completed")) await client.NextAsync();

        string[] types = [.. client.Types.Where(type => !type.Contains("transcription", StringComparison.Ordinal)).Distinct()];
        types.ShouldBe([
            "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped", "input_audio_buffer.committed",
            "conversation.item.added", "conversation.item.done", "response.created", "rate_limits.updated",
            "response.output_item.added", "response.content_part.added",
            "response.output_audio_transcript.delta", "response.output_audio.delta", "response.output_audio.done",
            "response.output_audio_transcript.done", "response.content_part.done", "response.output_item.done", "response.done"]);
        string itemId = Of(client, "input_audio_buffer.speech_started")["item_id"]!.GetValue<string>();
        Of(client, "input_audio_buffer.committed")["item_id"]!.GetValue<string>().ShouldBe(itemId);
        JsonObject completed = Of(client, "conversation.item.input_audio_transcription.completed");
        completed["item_id"]!.GetValue<string>().ShouldBe(itemId);
        completed["transcript"]!.GetValue<string>().ShouldBe("Hello, are you there?");
        string.Concat(client.Received.Where(message => (string?)message["type"] == "conversation.item.input_audio_transcription.delta")
            .Select(message => (string?)message["delta"])).ShouldBe("Hello, are you there?");
    }

    [Fact]
    public async Task The_times_of_speech_are_those_of_the_audio_with_padding_before_and_silence_behind()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UpdateAsync("""
            "audio":{"input":{"turn_detection":{"type":"server_vad","threshold":0.5,"prefix_padding_ms":200,"silence_duration_ms":400}}}
            """);
        await client.AppendAsync(new byte[2000 * 48]);
        await RealtimeFixture.SpeakAsync(client, "caller-hello");

        int started = (await client.UntilAsync("input_audio_buffer.speech_started"))["audio_start_ms"]!.GetValue<int>();
        int stopped = (await client.UntilAsync("input_audio_buffer.speech_stopped"))["audio_end_ms"]!.GetValue<int>();

        int speechMs = (int)SpeechLibrary.Embedded.Load("caller-hello", 24_000).Duration.TotalMilliseconds;
        started.ShouldBeInRange(1800, 1900);
        stopped.ShouldBeInRange(2000 + speechMs + 300, 2000 + speechMs + 420);
    }

    [Theory]
    [InlineData("""{"type":"audio/pcm","rate":24000}""", 24_000, 2)]
    [InlineData("""{"type":"audio/pcmu"}""", 8000, 1)]
    [InlineData("""{"type":"audio/pcma"}""", 8000, 1)]
    public async Task An_answer_comes_whole_and_in_the_format_of_the_session(string format, int rate, int bytesPerSample)
    {
        await using SimulatedRealtimeServer server =
            await RealtimeFixture.StartAsync(options => options with { DeltaBytes = [333, 1, 4801] });
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UpdateAsync("\"audio\":{\"output\":{\"format\":" + format + "}}");
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        await client.UntilAsync("response.done");

        byte[][] deltas = [.. client.Received.Where(message => (string?)message["type"] == "response.output_audio.delta")
            .Select(message => Convert.FromBase64String((string)message["delta"]!))];
        deltas.Take(3).Select(delta => delta.Length).ShouldBe([333, 1, 4801]);
        deltas.Sum(delta => delta.Length).ShouldBe(SpeechLibrary.Embedded.Load("agent-here", rate).Samples.Length * bytesPerSample);
        Of(client, "response.output_audio_transcript.done")["transcript"]!.GetValue<string>().ShouldBe("Yes, I am here.");
    }

    [Fact]
    public async Task Usage_counts_a_token_for_100_ms_of_the_caller_and_for_50_ms_of_the_agent_and_reads_the_history_from_the_cache()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UpdateAsync($$"""
            "instructions":"{{new string('x', 800)}}"
            """);
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        JsonNode first = (await client.UntilAsync("response.done"))["response"]!["usage"]!;
        await RealtimeFixture.SpeakAsync(client, "caller-wait");
        JsonNode second = (await client.UntilAsync("response.done"))["response"]!["usage"]!;

        int heardMs = (await server.SessionAsync(0, TestContext.Current.CancellationToken)).Items[0].AudioMs;
        first["input_token_details"]!["audio_tokens"]!.GetValue<int>().ShouldBe((heardMs + 99) / 100);
        first["input_token_details"]!["text_tokens"]!.GetValue<int>().ShouldBe(200);
        first["output_token_details"]!["audio_tokens"]!.GetValue<int>().ShouldBe(20);
        first["input_token_details"]!["cached_tokens"]!.GetValue<int>().ShouldBe(0);
        second["input_token_details"]!["cached_tokens"]!.GetValue<int>().ShouldBe(192);
        foreach (JsonNode usage in new[] { first, second })
        {
            int sum = usage["input_tokens"]!.GetValue<int>() + usage["output_tokens"]!.GetValue<int>();
            usage["total_tokens"]!.GetValue<int>().ShouldBe(sum);
        }
    }

    [Theory]
    [InlineData("gpt-transcribe", true)]
    [InlineData("whisper-1", true)]
    [InlineData("gpt-4o-transcribe", false)]
    public async Task A_transcription_tells_its_length_or_its_tokens_as_its_model_is_priced(string model, bool byTime)
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UpdateAsync("\"audio\":{\"input\":{\"transcription\":{\"model\":\"" + model + "\"}}}");
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        JsonNode usage = (await client.UntilAsync("conversation.item.input_audio_transcription.completed"))["usage"]!;

        int heardMs = (await server.SessionAsync(0, TestContext.Current.CancellationToken)).Items[0].AudioMs;
        usage["type"]!.GetValue<string>().ShouldBe(byTime ? "duration" : "tokens");
        if (byTime) usage["seconds"]!.GetValue<double>().ShouldBe(heardMs / 1000.0);
        else usage["input_token_details"]!["audio_tokens"]!.GetValue<int>().ShouldBe((heardMs + 99) / 100);
    }

    [Fact]
    public async Task Functions_are_read_like_instructions()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        string description = new('x', 400);
        await client.UpdateAsync(
            "\"instructions\":\"\",\"tools\":[{\"type\":\"function\",\"name\":\"dial\",\"description\":\"" + description
            + "\",\"parameters\":{}}]");
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        JsonNode usage = (await client.UntilAsync("response.done"))["response"]!["usage"]!;

        usage["input_token_details"]!["text_tokens"]!.GetValue<int>().ShouldBeInRange(100, 130);
    }

    [Fact]
    public async Task Speech_cancels_the_response_on_its_way()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with { Speed = 1 });
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        await client.UntilAsync("response.output_audio.delta");
        await RealtimeFixture.SpeakAsync(client, "caller-wait");

        JsonNode response = (await client.UntilAsync("response.done"))["response"]!;

        response["status"]!.GetValue<string>().ShouldBe("cancelled");
        response["status_details"]!["reason"]!.GetValue<string>().ShouldBe("turn_detected");
        response["output"]![0]!["status"]!.GetValue<string>().ShouldBe("incomplete");
    }

    [Fact]
    public async Task A_session_that_does_not_want_it_is_neither_interrupted_nor_answered_by_itself()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UpdateAsync(
            "\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"server_vad\",\"create_response\":false,\"interrupt_response\":false}}}");
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        await client.UntilAsync("input_audio_buffer.committed");
        await client.SendAsync("""{"type":"response.create"}""");
        await client.UntilAsync("response.created");
        await RealtimeFixture.SpeakAsync(client, "caller-wait");
        JsonNode response = (await client.UntilAsync("response.done"))["response"]!;

        response["status"]!.GetValue<string>().ShouldBe("completed");
        client.Types.Count(type => type == "response.created").ShouldBe(1);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    public async Task A_turn_that_ends_while_a_response_is_on_its_way_may_get_no_answer_by_itself(
        bool interrupts, bool answersLater, bool answered)
    {
        var clock = new ManualTimeProvider();
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with
        {
            AnswersLater = answersLater,
            Latency = TimeSpan.FromSeconds(1),
            Time = clock,
        });
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        string interrupt = interrupts ? "true" : "false";
        await client.UpdateAsync(
            "\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"server_vad\",\"interrupt_response\":" + interrupt + "}}}");
        await RealtimeFixture.SpeakAsync(client, "caller-hello", silenceMs: 0);
        await client.UntilAsync("input_audio_buffer.speech_started");
        await client.SendAsync("""{"type":"response.create","response":{"instructions":"Say \"One moment.\""}}""");
        await client.UntilAsync("response.created");
        await client.AppendAsync(new byte[700 * 48]);
        await client.UntilAsync("input_audio_buffer.committed");
        await PassAsync(clock);
        await client.UntilAsync("response.done");
        // What is asked for now is refused when an answer began by itself.
        await client.SendAsync("""{"type":"response.create"}""");
        if (answered) (await client.UntilAsync("error"))["error"]!["code"]!.GetValue<string>().ShouldContain("already_has_active");
        await PassAsync(clock);

        (await client.TranscriptAsync()).ShouldBe("Yes, I am here.");
        client.Types.Count(type => type == "error").ShouldBe(answered ? 1 : 0);
        client.Types.Count(type => type == "response.created").ShouldBe(2);
    }

    [Fact]
    public async Task Without_turn_detection_the_client_commits_and_asks()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UpdateAsync("\"audio\":{\"input\":{\"turn_detection\":null}}");
        await client.SendAsync("""{"type":"input_audio_buffer.commit","event_id":"mine"}""");
        JsonObject error = await client.UntilAsync("error");
        error["error"]!["code"]!.GetValue<string>().ShouldBe("input_audio_buffer_commit_empty");
        error["error"]!["event_id"]!.GetValue<string>().ShouldBe("mine");
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        await client.SendAsync("""{"type":"input_audio_buffer.commit"}""");
        await client.UntilAsync("input_audio_buffer.committed");
        client.Types.ShouldNotContain("input_audio_buffer.speech_started");
        await client.SendAsync("""{"type":"response.create"}""");

        (await client.TranscriptAsync()).ShouldBe("Yes, I am here.");
    }

    [Fact]
    public async Task A_cleared_buffer_is_empty()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UpdateAsync("\"audio\":{\"input\":{\"turn_detection\":null}}");
        await client.AppendAsync(new byte[48_000]);
        await client.SendAsync("""{"type":"input_audio_buffer.clear"}""");
        await client.UntilAsync("input_audio_buffer.cleared");
        await client.SendAsync("""{"type":"input_audio_buffer.commit"}""");

        (await client.UntilAsync("error"))["error"]!["code"]!.GetValue<string>().ShouldBe("input_audio_buffer_commit_empty");
    }

    [Fact]
    public async Task Transcripts_may_come_out_of_order_or_fail()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with
        {
            Transcription = utterance => utterance switch
            {
                0 => new TranscriptionPlan(TimeSpan.FromMilliseconds(300)),
                1 => new TranscriptionPlan(TimeSpan.Zero),
                _ => new TranscriptionPlan(TimeSpan.Zero, Fails: true),
            },
        });
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UpdateAsync("\"audio\":{\"input\":{\"transcription\":{\"model\":\"gpt-transcribe\"}}}");
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        await RealtimeFixture.SpeakAsync(client, "caller-wait");

        const string completed = "conversation.item.input_audio_transcription.completed";
        string first = (await client.UntilAsync(completed))["transcript"]!.GetValue<string>();
        string second = (await client.UntilAsync(completed))["transcript"]!.GetValue<string>();
        await RealtimeFixture.SpeakAsync(client, "caller-wait");
        JsonObject failed = await client.UntilAsync("conversation.item.input_audio_transcription.failed");

        first.ShouldBe("Sorry, wait a moment.");
        second.ShouldBe("Hello, are you there?");
        failed["error"]!["message"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_response_asked_for_before_anyone_spoke_is_the_greeting()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.SendAsync("""{"type":"response.create"}""");
        (await client.TranscriptAsync()).ShouldBe("Welcome.");
        await client.UntilAsync("response.done");
        await client.SendAsync("""{"type":"response.create","response":{"instructions":"Say \"One moment.\" and nothing else."}}""");

        (await client.TranscriptAsync()).ShouldBe("One moment.");
    }

    [Fact]
    public async Task A_function_is_called_and_its_output_is_answered()
    {
        Scenario scenario = RealtimeFixture.Scenario with
        {
            Replies = [new AgentReply([new FunctionCallPart("book", """{"day":"Friday"}""")], AgentReply.Say("Booked."))],
        };
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with { Scenario = scenario });
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        JsonObject called = await client.UntilAsync("response.function_call_arguments.done");
        await client.UntilAsync("response.done");
        called["name"]!.GetValue<string>().ShouldBe("book");
        called["arguments"]!.GetValue<string>().ShouldBe("""{"day":"Friday"}""");
        string callId = called["call_id"]!.GetValue<string>();
        await client.SendAsync(
            $$$"""{"type":"conversation.item.create","item":{"type":"function_call_output","call_id":"{{{callId}}}","output":"ok"}}""");
        await client.SendAsync("""{"type":"response.create"}""");

        (await client.TranscriptAsync()).ShouldBe("Booked.");
    }

    [Fact]
    public async Task A_function_may_be_called_after_something_was_said_in_the_same_response()
    {
        Scenario scenario = ScenarioReader.Parse("""
            name: goodbye
            agent:
              replies:
                - items:
                    - text: Goodbye, then.
                    - call: end_call
                      arguments: { reason: done }
            """, "goodbye.yaml");
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with { Scenario = scenario });
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        JsonNode response = (await client.UntilAsync("response.done"))["response"]!;

        JsonArray output = response["output"]!.AsArray();
        output.Select(item => (string?)item!["type"]).ShouldBe(["message", "function_call"]);
        output[1]!["name"]!.GetValue<string>().ShouldBe("end_call");
        output[1]!["arguments"]!.GetValue<string>().ShouldBe("""{"reason":"done"}""");
        string[] types = [.. client.Types];
        Array.LastIndexOf(types, "response.output_audio.delta").ShouldBeLessThan(
            Array.IndexOf(types, "response.function_call_arguments.delta"), "speech comes first");
        Of(client, "response.function_call_arguments.done")["output_index"]!.GetValue<int>().ShouldBe(1);
        server.Sessions[0].Items.Select(item => (item.Type, item.Name)).ShouldBe(
            [("message", ""), ("message", ""), ("function_call", "end_call")]);
    }

    [Fact]
    public async Task A_reply_may_have_several_output_items()
    {
        var reply = new AgentReply([new SpokenPart("First."), new SpokenPart("Second.")]);
        Scenario scenario = RealtimeFixture.Scenario with { Replies = [reply] };
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with { Scenario = scenario });
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        JsonNode response = (await client.UntilAsync("response.done"))["response"]!;

        response["output"]!.AsArray().Select(item => (string?)item!["content"]![0]!["transcript"]).ShouldBe(["First.", "Second."]);
        client.Received.Where(message => (string?)message["type"] == "response.output_item.done")
            .Select(message => message["output_index"]!.GetValue<int>()).ShouldBe([0, 1]);
    }

    [Fact]
    public async Task A_silent_caller_is_prompted_when_the_session_asks_for_it()
    {
        var clock = new ManualTimeProvider();
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync(options => options with { Time = clock });
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UpdateAsync("\"audio\":{\"input\":{\"turn_detection\":{\"type\":\"server_vad\",\"idle_timeout_ms\":5000}}}");
        await RealtimeFixture.SpeakAsync(client, "caller-hello");
        await client.UntilAsync("response.done");
        RealtimeSession session = await server.SessionAsync(0, TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(5));
        session.Responses.Count.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(1));

        await client.UntilAsync("input_audio_buffer.timeout_triggered");
        (await client.TranscriptAsync()).ShouldBe("Are you still there?");
    }

    // One timer is the session's own end, the other the response's next step.
    private static async Task PassAsync(ManualTimeProvider clock)
    {
        await clock.WhenArmedAsync(2);
        clock.Advance(TimeSpan.FromSeconds(1));
    }

    private static JsonObject Of(RawRealtimeClient client, string type) =>
        client.Received.First(message => (string?)message["type"] == type);
}
