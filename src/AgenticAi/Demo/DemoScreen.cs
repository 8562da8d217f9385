using System.Globalization;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Twilio;
using Spectre.Console;

namespace AgenticAi.Demo;

/// <summary>Shows the conversation while it happens, at both of its ends, with the time since the start.</summary>
internal sealed class DemoScreen(IAnsiConsole console, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _start = time.GetTimestamp();

    public void OnPhone(PhoneEvent phoneEvent)
    {
        switch (phoneEvent)
        {
            case WebhookAnswered answered: Line("grey", "phone", $"the webhook answered {answered.Status}"); break;
            case StreamStarted started: Line("grey", "phone", $"media stream {started.StreamSid} opened"); break;
            case CallerSpoke spoke: Line("yellow", "caller", spoke.Text); break;
            case AgentBegan began: Line("blue", "phone", "the caller hears the agent"); break;
            case AudioCleared cleared: Line("red", "phone", $"{cleared.Unheard.TotalMilliseconds:0} ms of speech were cleared"); break;
            case ErrorReported reported: Line("red", "phone", reported.Error.ToString()); break;
            case CallOver over: Line("grey", "phone", $"the call is over: {over.Reason}"); break;
        }
    }

    public void OnModel(RealtimeActivity activity)
    {
        switch (activity)
        {
            case SessionConfigured configured: Line("grey", "model", "the session is configured"); break;
            case CallerHeard heard: Line("yellow", "model", $"understood: {heard.Text}"); break;
            case ResponseEnded { Text.Length: 0 }: Line("blue", "agent", "(calls a function)"); break;
            case ResponseEnded ended: Line("blue", "agent", $"{ended.Text} ({ended.Status})"); break;
            case EventRefused refused: Line("red", "model", $"refused an event: {refused.Code} {refused.Message}"); break;
        }
    }

    private void Line(string colour, string who, string text)
    {
        string at = time.GetElapsedTime(_start).ToString(@"mm\:ss\.fff", CultureInfo.InvariantCulture);
        lock (_gate) console.MarkupLineInterpolated($"[grey]{at}[/] [{colour}]{who,-7}[/] {text}");
    }
}
