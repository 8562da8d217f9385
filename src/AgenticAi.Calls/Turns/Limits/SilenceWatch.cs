using AgenticAi.Conversations;

namespace AgenticAi.Calls.Turns.Limits;

/// <summary>Notices that nobody says anything: asks once whether the caller is still there, then says goodbye.</summary>
internal sealed class SilenceWatch(CallLimits limits, string requestSuffix)
{
    // A call begins in silence.
    private TimeSpan? _since = TimeSpan.Zero;
    private bool _hasAsked;
    private string? _prompt;
    private int _prompts;

    /// <summary>When <see cref="Ask"/> or <see cref="IsOver"/> may become true; null while somebody is heard.</summary>
    public TimeSpan? DueAt => _since + (_hasAsked ? limits.SilenceGoodbyeAfter : limits.SilencePromptAfter ?? limits.SilenceGoodbyeAfter);

    /// <summary>The caller was heard.</summary>
    public void OnCaller()
    {
        _since = null;
        _hasAsked = false;
        _prompt = null;
    }

    /// <summary>Tells whether somebody is heard or about to be. Our own prompt does not break the silence.</summary>
    public void Observe(bool isBusy, TimeSpan now)
    {
        if (isBusy && _prompt is null)
        {
            _since = null;
            _hasAsked = false;
        }
        else if (!isBusy)
        {
            _since ??= now;
        }
    }

    /// <summary>What was to be said is over.</summary>
    public void OnSettled(string request)
    {
        if (request == _prompt) _prompt = null;
    }

    /// <summary>The prompt, when it is time for it.</summary>
    public RequestSpeech? Ask(TimeSpan now)
    {
        if (_hasAsked || limits.SilencePromptAfter is not { } after || now < _since + after || _since is null) return null;
        _hasAsked = true;
        _prompt = $"silence-prompt-{++_prompts}{requestSuffix}";
        return new RequestSpeech(_prompt, limits.SilencePrompt, SpeechSources.SilencePrompt);
    }

    /// <summary>True when the silence has lasted for as long as it may.</summary>
    public bool IsOver(TimeSpan now) => _since is { } since && now >= since + limits.SilenceGoodbyeAfter;
}
