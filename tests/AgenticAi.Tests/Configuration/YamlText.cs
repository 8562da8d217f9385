using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using AgenticAi.Configuration;
using AgenticAi.Conversations;
using AgenticAi.Journal;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Tests.Configuration;

/// <summary>Writes a configuration as a person would, with code that shares nothing with the reader.</summary>
internal static class YamlText
{
    private static readonly JsonSerializerOptions Escapes = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.BasicLatin) };

    public static string Of(AgenticAiConfig config)
    {
        OpenAIRealtimeConfig realtime = config.OpenAIRealtime;
        LimitsConfig limits = config.Limits;
        CommandsConfig commands = config.Commands;
        CostsConfig costs = config.Costs;
        ServerConfig server = config.Server;
        return $$"""
            openai_realtime:
              api_key: {{Text(realtime.ApiKey.Reveal())}}
              url: {{realtime.Url.OriginalString}}
              model: {{Text(realtime.Model)}}
              voice: {{realtime.Voice}}
              system_instruction: {{Text(realtime.SystemInstruction)}}
              greeting: {{Text(realtime.Greeting)}}
              audio_format: {{Snake(realtime.AudioFormat)}}
              transcription_model: {{Text(realtime.TranscriptionModel)}}
              transcription_language: {{realtime.TranscriptionLanguage}}
              transcription_keywords: [{{string.Join(", ", realtime.TranscriptionKeywords.Select(Text))}}]
              noise_reduction: {{Snake(realtime.NoiseReduction)}}
              max_chunks_per_append: {{realtime.MaxChunksPerAppend}}
              turn_detection: { {{Turns(realtime.TurnDetection)}} }
              connect_timeout_ms: {{realtime.ConnectTimeout.TotalMilliseconds}}
              restore_within_ms: {{realtime.RestoreWithin.TotalMilliseconds}}
              rotate_after_minutes: {{realtime.RotateAfter.TotalMinutes}}
              answer_within_ms: {{realtime.AnswerWithin.TotalMilliseconds}}
              think_within_ms: {{realtime.ThinkWithin.TotalMilliseconds}}
              warm_sessions: {{realtime.WarmSessions}}
            twilio:
              auth_token: {{Text(config.Twilio.AuthToken.Reveal())}}
              from_number: {{Text(config.Twilio.FromNumber)}}
              validate_signatures: {{Flag(config.Twilio.ValidateSignatures)}}
              resume: {{Flag(config.Twilio.Resume)}}
            turn_taking:
              min_speech_ms: {{config.TurnTaking.MinSpeech.TotalMilliseconds}}
              resume_false_starts: {{Flag(config.TurnTaking.ResumeFalseStarts)}}
              backchannel_ms: {{config.TurnTaking.Backchannel.TotalMilliseconds}}
              protect_greeting: {{Flag(config.TurnTaking.ProtectGreeting)}}
              echo_gate_dbfs: {{OrEmpty(config.TurnTaking.EchoGateDb)}}
              dtmf_to_model: {{Flag(config.TurnTaking.DtmfToModel)}}
              agent_may_hang_up: {{Flag(config.TurnTaking.AgentMayHangUp)}}
            limits:
              silence_prompt_after_s: {{OrEmpty(limits.SilencePromptAfter?.TotalSeconds)}}
              silence_prompt: {{Text(limits.SilencePrompt)}}
              silence_goodbye_after_s: {{OrEmpty(limits.SilenceGoodbyeAfter?.TotalSeconds)}}
              silence_goodbye: {{Text(limits.SilenceGoodbye)}}
              max_duration_s: {{OrEmpty(limits.MaxDuration?.TotalSeconds)}}
              duration_warning_s: {{OrEmpty(limits.DurationWarningBefore?.TotalSeconds)}}
              duration_warning: {{Text(limits.DurationWarning)}}
              apology: {{Text(limits.Apology)}}
              duration_goodbye: {{Text(limits.DurationGoodbye)}}
            commands:
              road: {{Snake(commands.Road)}}
              min_confidence: {{commands.MinConfidence.ToString("R", CultureInfo.InvariantCulture)}}
              allowed_callers: [{{string.Join(", ", commands.AllowedCallers.Select(Text))}}]
              pin: {{Text(commands.Pin.Reveal())}}
              pin_attempts: {{commands.PinAttempts}}
              confirm: [{{string.Join(", ", commands.Confirm.Select(Text))}}]
              max_commands: {{commands.MaxCommands}}
              max_running: {{commands.MaxRunning}}
              at_hang_up: {{Snake(commands.AtHangUp)}}
              earlier_calls: {{commands.EarlierCalls}}
              say_working: {{Text(commands.Words.Working)}}
              say_done: {{Text(commands.Words.Done)}}
              say_failed: {{Text(commands.Words.Failed)}}
              say_timed_out: {{Text(commands.Words.TimedOut)}}
              say_cancelled: {{Text(commands.Words.Cancelled)}}
              say_not_allowed: {{Text(commands.Words.NotAllowed)}}
              say_too_many: {{Text(commands.Words.TooMany)}}
              ask_pin: {{Text(commands.Words.AskPin)}}
              say_wrong_pin: {{Text(commands.Words.WrongPin)}}
              say_pin_refused: {{Text(commands.Words.PinRefused)}}
              ask_confirmation: {{Text(commands.Words.AskConfirmation)}}
              ask_back: {{Text(commands.Words.AskBack)}}
            intents:
              analyzer: {{config.Intents.Analyzer.ToString().ToLowerInvariant()}}
              time_limit_ms: {{config.Intents.TimeLimit.TotalMilliseconds}}
              openai:
                api_key: {{Text(config.Intents.OpenAI.ApiKey.Reveal())}}
                model: {{Text(config.Intents.OpenAI.Model)}}
                url: {{config.Intents.OpenAI.Url.OriginalString}}
                reasoning_effort: {{Text(config.Intents.OpenAI.ReasoningEffort ?? "")}}
              gemini:
                api_key: {{Text(config.Intents.Gemini.ApiKey.Reveal())}}
                model: {{Text(config.Intents.Gemini.Model)}}
                url: {{config.Intents.Gemini.Url.OriginalString}}
            agent:
              gateway: {{config.Agent.Gateway.ToString().ToLowerInvariant()}}
              http:
                url: {{config.Agent.Http.Url?.OriginalString}}
                secret: {{Text(config.Agent.Http.Secret.Reveal())}}
                callback_url: {{config.Agent.Http.CallbackUrl?.OriginalString}}
              process:
                program: {{Text(config.Agent.Process.Program)}}
                arguments: [{{string.Join(", ", config.Agent.Process.Arguments.Select(Text))}}]
                environment: [{{string.Join(", ", config.Agent.Process.Environment)}}]
                directory: {{Text(config.Agent.Process.Directory)}}
              openclaw:
                url: {{config.Agent.OpenClaw.Url.OriginalString}}
                token: {{Text(config.Agent.OpenClaw.Token.Reveal())}}
              time_limit_s: {{config.Agent.TimeLimit.TotalSeconds}}
              working_after_ms: {{config.Agent.WorkingAfter.TotalMilliseconds}}
              session_secret: {{Text(config.Agent.SessionSecret.Reveal())}}
            costs:
              prices_as_of: {{costs.PricesAsOf?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}}
              currency: {{costs.Currency}}
              prices: { {{string.Join(", ", costs.Prices.Select(Prices))}} }
              call_soft_limit: {{Amount(costs.CallSoftLimit)}}
              call_hard_limit: {{Amount(costs.CallHardLimit)}}
              day_soft_limit: {{Amount(costs.DaySoftLimit)}}
              day_hard_limit: {{Amount(costs.DayHardLimit)}}
              warning: {{Text(costs.Warning)}}
              goodbye: {{Text(costs.Goodbye)}}
            server:
              port: {{server.Port}}
              public_url: {{server.PublicUrl?.OriginalString}}
              max_calls: {{server.MaxCalls}}
              start_timeout_ms: {{server.StartTimeout.TotalMilliseconds}}
              drain_timeout_ms: {{server.DrainTimeout.TotalMilliseconds}}
              webhook_body_limit_bytes: {{server.WebhookBodyLimitBytes}}
              media_message_limit_bytes: {{server.MediaMessageLimitBytes}}
              realtime_message_limit_bytes: {{server.RealtimeMessageLimitBytes}}
              api_token: {{Text(server.ApiToken.Reveal())}}
              busy_message: {{Text(server.BusyMessage)}}
              failure_message: {{Text(server.FailureMessage)}}
            journal:
              provider: {{(config.Journal.Provider == JournalProvider.Sqlite ? "sqlite" : "postgresql")}}
              connection: {{Text(config.Journal.Connection)}}
              durability: {{(config.Journal.Durability == JournalDurability.Disk ? "disk" : "process")}}
            logging:
              level: {{(config.Logging.Level == LogLevel.Information ? "info" : Snake(config.Logging.Level))}}
              format: {{Snake(config.Logging.Format)}}
              transcripts: {{Flag(config.Logging.Transcripts)}}
            telemetry:
              otlp_endpoint: {{config.Telemetry.OtlpEndpoint?.OriginalString}}
              service_name: {{Text(config.Telemetry.ServiceName)}}
            """;
    }

    /// <summary>A JSON string is a YAML string in double quotes.</summary>
    public static string Text(string value) =>
        JsonSerializer.Serialize(value.Replace("${", "$${", StringComparison.Ordinal), Escapes);

    private static string Flag(bool value) => value ? "true" : "false";

    /// <summary>A key without a value would mean its default.</summary>
    private static string OrEmpty(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "\"\"";

    private static string Prices(ModelPrice price) =>
        $"{Text(price.Model)}: {{ text_in: {Amount(price.TextIn)}, text_cached: {Amount(price.TextCached)}, "
        + $"text_out: {Amount(price.TextOut)}, audio_in: {Amount(price.AudioIn)}, audio_cached: {Amount(price.AudioCached)}, "
        + $"audio_out: {Amount(price.AudioOut)}, audio_in_per_minute: {Amount(price.AudioInPerMinute)}, "
        + $"audio_out_per_minute: {Amount(price.AudioOutPerMinute)} }}";

    private static string Amount(decimal? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "\"\"";

    private static string Turns(TurnDetectionConfig turns) => turns switch
    {
        ServerVadConfig server => string.Create(CultureInfo.InvariantCulture,
            $"threshold: {server.Threshold:R}, prefix_padding_ms: {server.PrefixPaddingMs}, ")
            + $"silence_duration_ms: {server.SilenceDurationMs}, idle_timeout_ms: {server.IdleTimeoutMs}",
        SemanticVadConfig semantic => $"type: semantic_vad, eagerness: {Snake(semantic.Eagerness)}",
        _ => throw new ArgumentOutOfRangeException(nameof(turns)),
    };

    private static string Snake<T>(T value)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (char c in value.ToString()) text.Append(char.IsUpper(c) && text.Length > 0 ? "_" : "").Append(char.ToLowerInvariant(c));
        return text.ToString();
    }
}
