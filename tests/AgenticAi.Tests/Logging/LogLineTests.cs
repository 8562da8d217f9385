using System.Text.Json;
using AgenticAi.Logging;
using AgenticAi.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace AgenticAi.Tests.Logging;

public class LogLineTests
{
    private readonly LoggerExternalScopeProvider _scopes = new();
    private readonly TextLogFormatter _text = new(new ManualTimeProvider());
    private readonly JsonLogFormatter _json = new(new ManualTimeProvider());

    [Fact]
    public void A_text_line_has_time_level_category_and_message() =>
        Write(_text, LogLevel.Information, "hello").ShouldBe("2026-11-02 09:30:00.000Z info     TurnTaking hello\n");

    [Fact]
    public void A_text_line_has_the_call_of_its_innermost_scope()
    {
        using (_scopes.Push(Values((LogScope.CallSid, "CA1"))))
        using (_scopes.Push("a scope without values"))
        using (_scopes.Push(Values(("Other", 1))))
        {
            Write(_text, LogLevel.Warning, "late").ShouldBe("2026-11-02 09:30:00.000Z warning  TurnTaking [CA1] late\n");
            using (_scopes.Push(Values((LogScope.CallSid, "CA2"))))
                Write(_text, LogLevel.Warning, "late").ShouldContain(" [CA2] late");
        }

        Write(_text, LogLevel.Warning, "late").ShouldNotContain("[");
    }

    [Fact]
    public void What_a_peer_sent_cannot_forge_a_line_or_colour_the_terminal()
    {
        using IDisposable scope = _scopes.Push(Values((LogScope.CallSid, "CA1\n")));
        Write(_text, LogLevel.Error, "said\n2026 \u001b[31mred\r\u2028").ShouldBe(
            "2026-11-02 09:30:00.000Z error    TurnTaking [CA1\\n] said\\n2026 \\u001b[31mred\\u000d\\u2028\n");
    }

    [Fact]
    public void An_exception_follows_on_indented_lines()
    {
        string[] lines = Write(_text, LogLevel.Critical, "failed", new InvalidOperationException("first\nsecond")).Split('\n');
        lines[0].ShouldEndWith("critical TurnTaking failed");
        lines[1].ShouldBe("    System.InvalidOperationException: first");
        lines[2].ShouldBe("    second");
    }

    [Fact]
    public void A_JSON_line_has_scope_and_values_with_their_types()
    {
        using IDisposable outer = _scopes.Push(Values((LogScope.CallSid, "CA1"), ("Turn", 1), ("{OriginalFormat}", "call {CallSid}")));
        using IDisposable inner = _scopes.Push(Values(("Turn", 2)));
        string line = Write(
            _json, LogLevel.Debug, "sent", new TimeoutException("late"), new EventId(7, "Sent"),
            ("Count", 3), ("Ok", true), ("Ratio", 0.5), ("Nothing", null), ("Nan", double.NaN), ("Text", "ü\""), ("{OriginalFormat}", "x"));

        line.ShouldBe("""
            {"time":"2026-11-02T09:30:00.000Z","level":"debug","category":"AgenticAi.Calls.TurnTaking","event_id":7,"event":"Sent",
            "message":"sent","exception":"System.TimeoutException: late","scope":{"CallSid":"CA1","Turn":2},
            "values":{"Count":3,"Nan":"NaN","Nothing":null,"Ok":true,"Ratio":0.5,"Text":"ü\""}}
            """.Replace("\n", "", StringComparison.Ordinal) + "\n");
    }

    [Fact]
    public void Any_message_is_one_line_in_both_formats() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), message =>
        {
            string json = Write(_json, LogLevel.Trace, message ?? "");
            using JsonDocument document = JsonDocument.Parse(json);
            string text = Write(_text, LogLevel.Trace, message ?? "");
            return json.IndexOf('\n', StringComparison.Ordinal) == json.Length - 1
                && text.IndexOf('\n', StringComparison.Ordinal) == text.Length - 1
                && !text[..^1].Any(char.IsControl);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Half_a_surrogate_pair_does_not_break_the_JSON()
    {
        using JsonDocument document = JsonDocument.Parse(Write(_json, LogLevel.Trace, "half \uD83D only"));
        document.RootElement.GetProperty("message").GetString().ShouldBe("half \uFFFD only");
    }

    private static Dictionary<string, object?> Values(params (string Key, object? Value)[] values) =>
        values.ToDictionary(pair => pair.Key, pair => pair.Value);

    private string Write(
        ConsoleFormatter formatter, LogLevel level, string message, Exception? exception = null, EventId eventId = default,
        params (string Key, object? Value)[] values)
    {
        using var output = new StringWriter();
        var entry = new LogEntry<Dictionary<string, object?>>(
            level, "AgenticAi.Calls.TurnTaking", eventId, Values(values), exception, (_, _) => message);
        formatter.Write(entry, _scopes, output);
        return output.ToString();
    }
}
