using AgenticAi.Configuration;

namespace AgenticAi.Tests.Configuration;

/// <summary>The configuration of the first version still loads, but for its model, which is gone.</summary>
public class SeedConfigurationTests
{
    private const string Seed = """
        openai_realtime:
          enabled: true
          api_key: ${OPENAI_API_KEY}
          model: "gpt-4o-realtime-preview-2024-12-17"
          voice: "alloy"  # Options: alloy, echo, fable, onyx, nova, shimmer

        # Disable standalone Whisper (Realtime includes it)
        whisper:
          enabled: false
        """;

    [Fact]
    public void The_retired_model_is_the_only_thing_wrong_and_its_replacement_is_named() =>
        Sample.Errors(Seed + "\ntwilio: { validate_signatures: false }", ("OPENAI_API_KEY", Sample.ApiKey)).ShouldHaveSingleItem().ShouldBe(
            "config.yaml:4: openai_realtime.model: \"gpt-4o-realtime-preview-2024-12-17\" is not allowed: "
            + "it is retired; use gpt-realtime-2.1");

    [Fact]
    public void With_another_model_it_loads()
    {
        string yaml = Seed.Replace("gpt-4o-realtime-preview-2024-12-17", "gpt-realtime-2.1", StringComparison.Ordinal)
            + "\ntwilio: { auth_token: \"${TWILIO_AUTH_TOKEN}\" }";
        AgenticAiConfig config = Sample.Valid(yaml, ("OPENAI_API_KEY", Sample.ApiKey), ("TWILIO_AUTH_TOKEN", "token"));
        config.OpenAIRealtime.ApiKey.Reveal().ShouldBe(Sample.ApiKey);
        config.OpenAIRealtime.Voice.ShouldBe("alloy");
    }

    [Theory]
    [InlineData("nova", "coral")]
    [InlineData("fable", "ballad")]
    [InlineData("echo", "echo")]
    public void Its_voices_are_understood(string voice, string spoken) =>
        Sample.Valid(Sample.With("openai_realtime.voice", $"\"{voice}\"")).OpenAIRealtime.Voice.ShouldBe(spoken);

    [Fact]
    public void Its_system_instruction_keeps_its_lines() =>
        Sample.Valid("""
            openai_realtime:
              api_key: sk-test
              system_instruction: |
                You are a professional AI assistant making phone calls.

                Guidelines:
                - Be concise and clear (phone conversations)
            twilio: { validate_signatures: false }
            """).OpenAIRealtime.SystemInstruction.ShouldBe(
            "You are a professional AI assistant making phone calls.\n\nGuidelines:\n- Be concise and clear (phone conversations)\n");
}
