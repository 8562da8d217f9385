using System.Text.Json.Nodes;
using AgenticAi.Simulation.Realtime;

namespace AgenticAi.Simulation.Tests.Realtime;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("""{"type":"realtime","temperature":0.8}""", "unknown_parameter", "session.temperature")]
    [InlineData("""{"type":"realtime","audio":{"input":{"turn_detection":{"type":"server_vad","treshold":0.5}}}}""", "unknown_parameter",
        "session.audio.input.turn_detection.treshold")]
    [InlineData("""{"instructions":"Be brief."}""", "missing_required_parameter", "session.type")]
    [InlineData("""{"type":"transcription"}""", "invalid_value", "session.type")]
    [InlineData("""{"type":"realtime","audio":{"output":{"voice":"fable"}}}""", "invalid_value", "session.audio.output.voice")]
    [InlineData("""{"type":"realtime","audio":{"output":{"format":"pcm16"}}}""", "invalid_type", "session.audio.output.format")]
    [InlineData("""{"type":"realtime","audio":{"input":{"format":{"type":"g711_ulaw"}}}}""", "invalid_value",
        "session.audio.input.format.type")]
    [InlineData("""{"type":"realtime","audio":{"input":{"format":{"type":"audio/pcm","rate":8000}}}}""", "integer_below_min_value",
        "session.audio.input.format.rate")]
    [InlineData("""{"type":"realtime","audio":{"output":{"speed":2}}}""", "decimal_above_max_value", "session.audio.output.speed")]
    [InlineData("""{"type":"realtime","audio":{"input":{"turn_detection":{"type":"server_vad","idle_timeout_ms":100}}}}""",
        "integer_below_min_value", "session.audio.input.turn_detection.idle_timeout_ms")]
    [InlineData("""{"type":"realtime","audio":{"input":{"noise_reduction":{"type":"none"}}}}""", "invalid_value",
        "session.audio.input.noise_reduction.type")]
    [InlineData("""{"type":"realtime","audio":{"input":{"transcription":{"model":"whisper-9"}}}}""", "invalid_value",
        "session.audio.input.transcription.model")]
    [InlineData("""{"type":"realtime","max_output_tokens":"many"}""", "invalid_value", "session.max_output_tokens")]
    [InlineData("""{"type":"realtime","instructions":5}""", "invalid_type", "session.instructions")]
    [InlineData("""{"type":"realtime","tools":[{"type":"function"}]}""", "missing_required_parameter", "session.tools[0].name")]
    [InlineData("""{"type":"realtime","model":"gpt-realtime"}""", "invalid_value", "session.model")]
    public async Task An_update_that_breaks_a_rule_changes_nothing_and_says_which_field(string session, string code, string param)
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        string before = (await client.NextAsync())!["session"]!.ToJsonString();

        await client.SendAsync("{\"type\":\"session.update\",\"event_id\":\"mine\",\"session\":" + session + "}");
        JsonNode error = (await client.UntilAsync("error"))["error"]!;

        error["type"]!.GetValue<string>().ShouldBe("invalid_request_error");
        error["code"]!.GetValue<string>().ShouldBe(code);
        error["param"]!.GetValue<string>().ShouldBe(param);
        error["event_id"]!.GetValue<string>().ShouldBe("mine");
        RealtimeSession seen = await server.SessionAsync(0, TestContext.Current.CancellationToken);
        seen.Settings.ToJsonString().ShouldBe(before);
        seen.RefusedEvents.ShouldBe(1);
        seen.IsConfigured.ShouldBeFalse();
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.UpdateAsync("""
            "output_modalities":["audio"],"instructions":"Be brief.","max_output_tokens":1000,"truncation":"auto","tool_choice":"auto",
            "tools":[],"tracing":null,"audio":{"input":{"format":{"type":"audio/pcmu"},
            "transcription":{"model":"gpt-transcribe","keywords":["Akka"]},
            "noise_reduction":{"type":"far_field"},"turn_detection":{"type":"server_vad","threshold":0.6}},
            "output":{"format":{"type":"audio/pcmu"},"voice":"marin","speed":1.0}}
            """);
        JsonNode session = (await client.UpdateAsync("\"audio\":{\"output\":{\"voice\":\"cedar\"}}"))["session"]!;

        session["instructions"]!.GetValue<string>().ShouldBe("Be brief.");
        session["audio"]!["output"]!.ToJsonString().ShouldBe("""{"format":{"type":"audio/pcmu"},"voice":"cedar","speed":1.0}""");
        session["audio"]!["input"]!["turn_detection"]!["threshold"]!.GetValue<double>().ShouldBe(0.6);
        session["audio"]!["input"]!["turn_detection"]!["silence_duration_ms"]!.GetValue<int>().ShouldBe(500);
        session["audio"]!["input"]!["noise_reduction"]!["type"]!.GetValue<string>().ShouldBe("far_field");
    }

    [Fact]
    public async Task The_voice_is_fixed_once_the_agent_has_spoken()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.SendAsync("""{"type":"response.create"}""");
        await client.UntilAsync("response.done");
        await client.SendAsync("""{"type":"session.update","session":{"type":"realtime","audio":{"output":{"voice":"cedar"}}}}""");

        (await client.UntilAsync("error"))["error"]!["code"]!.GetValue<string>().ShouldBe("cannot_update_voice");
    }

    [Theory]
    [InlineData("gpt-realtime-2.1", null)]
    [InlineData("gpt-realtime-1.5", "unsupported_parameter")]
    public async Task Reasoning_is_for_the_models_that_reason(string model, string? code)
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url, model: model);
        await client.SendAsync("""{"type":"session.update","session":{"type":"realtime","reasoning":{"effort":"low"}}}""");
        await client.UntilAsync("session.created");
        JsonObject answer = (await client.NextAsync())!;

        ((string?)answer["error"]?["code"]).ShouldBe(code);
    }

    [Fact]
    public async Task A_session_in_the_shape_of_the_beta_is_refused_and_closed()
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.SendAsync("""{"type":"session.update","session":{"modalities":["audio","text"],"input_audio_format":"g711_ulaw"}}""");

        (await client.UntilAsync("error"))["error"]!["code"]!.GetValue<string>().ShouldBe("beta_api_shape_disabled");
        (await client.NextAsync()).ShouldBeNull();
        ((int?)client.Socket.CloseStatus).ShouldBe(4000);
    }

    [Theory]
    [InlineData("nonsense", "invalid_json", null)]
    [InlineData("[]", "invalid_type", "")]
    [InlineData("{}", "missing_required_parameter", "type")]
    [InlineData("""{"type":"response.audio.delta"}""", "invalid_value", "type")]
    [InlineData("""{"type":"response.create","foo":1}""", "unknown_parameter", "foo")]
    [InlineData("""{"type":"input_audio_buffer.append"}""", "missing_required_parameter", "audio")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":"%%%%"}""", "invalid_value", "audio")]
    [InlineData("""{"type":"input_audio_buffer.append","audio":"AAAA"}""", "invalid_value", "audio")]
    public async Task An_event_that_is_none_is_refused_and_the_session_goes_on(string text, string code, string? param)
    {
        await using SimulatedRealtimeServer server = await RealtimeFixture.StartAsync();
        using RawRealtimeClient client = await RawRealtimeClient.ConnectAsync(server.Url);
        await client.SendAsync(text);

        JsonNode error = (await client.UntilAsync("error"))["error"]!;
        ((string?)error["code"]).ShouldBe(code);
        ((string?)error["param"]).ShouldBe(param);
        await client.UpdateAsync("\"instructions\":\"still here\"");
    }
}
