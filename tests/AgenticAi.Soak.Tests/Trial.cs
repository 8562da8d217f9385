using AgenticAi.Calls;
using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Conversations;
using AgenticAi.Simulation.Faults;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Simulation.Twilio;
using AgenticAi.Tests.Calls;
using Microsoft.Extensions.DependencyInjection;
using CallEndReason = AgenticAi.Conversations.CallEndReason;

namespace AgenticAi.Soak.Tests;

/// <summary>One call on trial: made as its schedule says, and judged.</summary>
internal sealed class Trial(FaultSchedule schedule)
{
    /// <summary>An operator who waits for a phase that does not come ends the call all the same.</summary>
    private static readonly TimeSpan OperatorPatience = TimeSpan.FromSeconds(3);

    /// <summary>Longer than the server waits for the stream of a call, which is the longest anything takes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(75);

    /// <summary>The warning that the server reads too slowly: a machine that stalls for two seconds looks like that as well.</summary>
    private const int SlowReader = 31930;

    private static readonly Dictionary<CallEndReason, CallOutcome> Outcomes = new()
    {
        [CallEndReason.CallerHungUp] = CallOutcome.CallerHungUp,
        [CallEndReason.CallerLineLost] = CallOutcome.LineLost,
        [CallEndReason.AgentHungUp] = CallOutcome.AgentHungUp,
        [CallEndReason.Operator] = CallOutcome.Operator,
        [CallEndReason.ModelRefused] = CallOutcome.ModelRefused,
        [CallEndReason.ModelLost] = CallOutcome.ModelLost,
    };

    /// <summary>The journal keeps a connection for each of those who read at the same time.</summary>
    private static readonly SemaphoreSlim Reading = new(1, 1);

    private readonly TaskCompletionSource _operatorsTurn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _attempts;
    private volatile bool _modelFailed;
    private int _agentBegan;

    public FaultSchedule Schedule => schedule;

    /// <summary>The model's fault has happened.</summary>
    public bool HasModelFailed => _modelFailed;

    /// <summary>The call's owner; null when it was never admitted or over at once.</summary>
    public WeakReference? Owner { get; private set; }

    /// <summary>The call asks the model's server to be let in.</summary>
    public Reception Receive()
    {
        Reception reception = schedule.Receive(Interlocked.Increment(ref _attempts) - 1);
        if (reception.Handshake != Handshake.Accept) _modelFailed = true;
        return reception with { OnFault = _ => _modelFailed = true };
    }

    /// <summary>Makes the call.</summary>
    /// <returns>What was wrong; empty when nothing was.</returns>
    public async Task<string> RunAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        SimulatedTwilio twilio = exchange.Phone(options => options with
        {
            StatusCallbackUrl = new Uri(exchange.Server.Url, TwilioPaths.Status),
            Headers = new Dictionary<string, string> { ["traceparent"] = $"00-{schedule.TraceId}-0000000000000001-00" },
        });
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (schedule.GivesUpAfter is { } time) gone.CancelAfter(time);
        await using PhoneCall phone = await twilio.DialAsync(schedule.Plan with { OnEvent = OnEvent }, gone.Token);
        Call? call = exchange.Server.Calls.Find(phone.CallSid);
        if (schedule.Line is { Trouble.IsEndedByOperator: true }) await EndAsync(exchange, phone, cancellationToken);
        CallRecord record = await phone.Completion.WaitAsync(Longest, TimeProvider.System, cancellationToken);
        // A webhook that nobody waits for may admit its call late.
        call ??= exchange.Server.Calls.Find(phone.CallSid);
        if (call is null) return await JudgeAsync(exchange, record, end: null);
        Owner = new WeakReference(call);
        return await JudgeAsync(exchange, record, await call.Completion.WaitAsync(Longest, TimeProvider.System, cancellationToken));
    }

    private async Task EndAsync(Exchange exchange, PhoneCall phone, CancellationToken cancellationToken)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_operatorsTurn.Task, phone.Completion, Task.Delay(OperatorPatience, TimeProvider.System, late.Token));
        await late.CancelAsync();
        using var end = new HttpRequestMessage(HttpMethod.Post, new Uri(exchange.Server.Url, $"/api/calls/{phone.CallSid}/end"));
        end.Headers.ConnectionClose = true;
        using HttpResponseMessage answer = await exchange.Http.SendAsync(end, cancellationToken);
    }

    private void OnEvent(PhoneEvent happened)
    {
        if (happened is AgentBegan) _agentBegan++;
        bool isTurn = schedule.Line?.Phase switch
        {
            CallPhase.Stream => happened is StreamStarted,
            CallPhase.Greeting => happened is AgentBegan,
            CallPhase.CallerSpeaking or CallPhase.AnswerMade => happened is CallerSpoke,
            CallPhase.AnswerPlaying => _agentBegan == 2,
            _ => false,
        };
        if (isTurn) _operatorsTurn.TrySetResult();
    }

    private async Task<string> JudgeAsync(Exchange exchange, CallRecord record, CallEnd? end)
    {
        List<JournaledEvent> events = await ReadAsync(exchange, record.CallSid);
        ConversationEnded[] ends = [.. events.Select(stored => stored.Event).OfType<ConversationEnded>()];
        if (end is null && schedule.GivesUpAfter is null && ends.Length == 0) return "was not admitted";
        if (end is null && ends.Length == 0) return "";
        if (ends is not [var ended]) return $"ended {ends.Length} times";
        if (end is not null && ended.Reason != end.Reason) return $"ended as {end.Reason.Name()}, in the journal as {ended.Reason}";
        string blamed = $"ended as {ended.Reason} ({ended.Detail}), the telephone as {record.End}";
        IReadOnlyList<CallOutcome> right = schedule.Ends(_modelFailed);
        if (!Outcomes.Where(pair => pair.Key == ended.Reason).Any(pair => right.Contains(pair.Value)))
            return $"{blamed}, not as {string.Join(" or ", right)}";
        return schedule.IsQuiet ? JudgeQuiet(record, ConversationReport.Of(events)) : "";
    }

    private static async Task<List<JournaledEvent>> ReadAsync(Exchange exchange, string callSid)
    {
        List<JournaledEvent> events = [];
        var journal = exchange.Server.Services.GetRequiredService<IConversationArchive>();
        await Reading.WaitAsync();
        try
        {
            await foreach (JournaledEvent stored in journal.ReadAsync(callSid, 0, CancellationToken.None)) events.Add(stored);
        }
        finally
        {
            Reading.Release();
        }

        return events;
    }

    private static string JudgeQuiet(CallRecord record, ConversationReport report)
    {
        TwilioError? error = record.Errors.FirstOrDefault(error => error.Code != SlowReader);
        if (error is not null) return error.ToString();
        if (record.Streams is not [{ Violations.Count: 0 }]) return "violations of Twilio's protocol";
        string said = string.Join(" | ", report.Entries.Where(entry => entry.Kind is "caller" or "assistant").Select(entry => entry.Text));
        bool isWhole = said.StartsWith("Hello. | Hello, are you there? | Yes.", StringComparison.Ordinal);
        return isWhole ? "" : $"went otherwise: {report.ToText()}";
    }
}
