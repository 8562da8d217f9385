using AgenticAi.Calls.Agents;
using AgenticAi.Conversations;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Agents;

public sealed class IntentDeskTests : IDisposable
{
    private static readonly Intent Chat = Intent.Of(IntentKind.Chat, 0.8);
    private readonly ManualTimeProvider _time = new();
    private readonly RecordingLoggerFactory _logs = new();
    private readonly Reports _reports = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task What_is_understood_is_told()
    {
        await using IntentDesk desk = Desk(new Scripted((_, _) => Task.FromResult(Chat)));

        desk.Ask(Question("u1"));

        (await _reports.NextAsync()).ShouldBe(new ReportIntent("u1", Chat, "scripted"));
    }

    [Fact]
    public async Task An_analyser_that_takes_too_long_has_understood_nothing()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IntentDesk desk = Desk(new Scripted(async (_, token) =>
        {
            began.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return Chat;
        }));
        desk.Ask(Question("u1"));
        await began.Task.Within();

        _time.Advance(2_000);

        (await _reports.NextAsync()).ShouldBe(new FailIntent("u1", "no answer within 2000 ms"));
    }

    [Fact]
    public async Task An_analyser_that_looks_at_no_token_does_not_hold_up_the_next_utterance()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<Intent>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IntentDesk desk = Desk(new Scripted((question, _) =>
        {
            if (question.Text != "u1") return Task.FromResult(Chat);
            began.TrySetResult();
            return never.Task;
        }));
        desk.Ask(Question("u1"));
        desk.Ask(Question("u2"));
        await began.Task.Within();
        _reports.Count.ShouldBe(0, "one after the other");

        _time.Advance(2_000);

        (await _reports.NextAsync()).ShouldBeOfType<FailIntent>().ItemId.ShouldBe("u1");
        (await _reports.NextAsync()).ShouldBeOfType<ReportIntent>().ItemId.ShouldBe("u2");
    }

    [Fact]
    public async Task Why_an_analyser_failed_is_told()
    {
        await using IntentDesk desk = Desk(new Scripted((_, _) => throw new IntentAnalysisException("the quota is used up")));
        desk.Ask(Question("u1"));

        (await _reports.NextAsync()).ShouldBe(new FailIntent("u1", "the quota is used up"));
    }

    [Fact]
    public async Task What_an_analyser_throws_is_told_without_its_text()
    {
        await using IntentDesk desk = Desk(new Scripted((_, _) => throw new InvalidOperationException("a secret")));
        desk.Ask(Question("u1"));

        (await _reports.NextAsync()).ShouldBe(new FailIntent("u1", "the analyser scripted failed: InvalidOperationException"));
    }

    [Fact]
    public async Task The_end_of_the_call_stops_the_analysis()
    {
        var began = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IntentDesk desk = Desk(new Scripted(async (_, token) =>
        {
            began.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return Chat;
        }));
        desk.Ask(Question("u1"));
        await began.Task.Within();

        await desk.DisposeAsync().AsTask().Within();

        (await _reports.NextAsync()).ShouldBe(new FailIntent("u1", "the call is over"));
        Should.Throw<ObjectDisposedException>(() => desk.Ask(Question("u2")));
    }

    [Fact]
    public async Task So_many_may_wait_and_no_more()
    {
        var never = new TaskCompletionSource<Intent>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IntentDesk desk = Desk(new Scripted((_, token) => never.Task.WaitAsync(token)));
        for (int i = 0; i < 32; i++) desk.Ask(Question("u"));

        Should.Throw<InvalidOperationException>(() => desk.Ask(Question("u")));
    }

    private IntentDesk Desk(IIntentAnalyzer analyzer) =>
        new(analyzer, TimeSpan.FromSeconds(2), _reports.Tell, _time, _logs.CreateLogger("intents"));

    private static AnalyzeIntent Question(string item) => new(item, new IntentQuestion(item, ConversationMemory.None));

    private sealed class Scripted(Func<IntentQuestion, CancellationToken, Task<Intent>> answer) : IIntentAnalyzer
    {
        public string Name => "scripted";

        public Task<Intent> AnalyzeAsync(IntentQuestion question, CancellationToken cancellationToken) =>
            answer(question, cancellationToken);
    }
}
