using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Calls.Agents;

/// <summary>
/// Has the utterances of one call analysed, one after the other, so that a yes is never understood before the question it answers. An
/// analyser that fails, or takes too long, has understood nothing.
/// </summary>
internal sealed class IntentDesk(IIntentAnalyzer? analyzer, TimeSpan limit, Action<ConversationCommand> tell, TimeProvider time, ILogger logger)
    : IAsyncDisposable
{
    /// <summary>More than anyone says while one analysis runs into its limit.</summary>
    private const int MostWaiting = 32;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _last = Task.CompletedTask;
    private int _waiting;

    /// <summary>Returns at once; the answer is told later.</summary>
    /// <exception cref="InvalidOperationException">Too many questions wait, or the call is over.</exception>
    public void Ask(AnalyzeIntent question)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
            if (_waiting == MostWaiting) throw new InvalidOperationException("Too many utterances wait to be understood.");
            _waiting++;
            _last = AnswerAsync(_last, question);
        }
    }

    /// <summary>Stops what goes on and waits for its end. Never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Task last;
        lock (_gate) last = _last;
        await last;
        _stop.Dispose();
    }

    private async Task AnswerAsync(Task before, AnalyzeIntent asked)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await before;
        ConversationCommand answer = await UnderstandAsync(asked);
        lock (_gate) _waiting--;
        tell(answer);
    }

    private async Task<ConversationCommand> UnderstandAsync(AnalyzeIntent asked)
    {
        if (analyzer is null) return new FailIntent(asked.ItemId, "no analyser is configured");
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
        try
        {
            // Not only the token: an analyser that does not look at it must not hold up the next utterance.
            Intent intent = await analyzer.AnalyzeAsync(asked.Question, either.Token).WaitAsync(either.Token);
            return new ReportIntent(asked.ItemId, intent, analyzer.Name);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            return new FailIntent(asked.ItemId, timeout.IsCancellationRequested ? $"no answer within {limit.TotalMilliseconds:0} ms" : "the call is over");
        }
        catch (IntentAnalysisException error)
        {
            logger.IntentNotKnown(error.Message);
            return new FailIntent(asked.ItemId, error.Message);
        }
        catch (Exception error)
        {
            logger.AnalyzerFailed(error, analyzer.Name);
            return new FailIntent(asked.ItemId, $"the analyser {analyzer.Name} failed: {error.GetType().Name}");
        }
    }
}
