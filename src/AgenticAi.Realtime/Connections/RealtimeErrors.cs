using AgenticAi.Realtime.Events;

namespace AgenticAi.Realtime.Connections;

/// <summary>Error codes of the Realtime API, in error events, in the body of a refused upgrade and in close descriptions.</summary>
public static class RealtimeErrors
{
    public const string ResponseCancelNotActive = "response_cancel_not_active";
    public const string InputAudioBufferCommitEmpty = "input_audio_buffer_commit_empty";
    public const string ConversationAlreadyHasActiveResponse = "conversation_already_has_active_response";
    public const string SessionExpired = "session_expired";
    public const string InvalidApiKey = "invalid_api_key";
    public const string InsufficientQuota = "insufficient_quota";
    public const string AccountDeactivated = "account_deactivated";
    public const string BillingHardLimitReached = "billing_hard_limit_reached";
    public const string BetaApiShapeDisabled = "beta_api_shape_disabled";
    public const string ModelNotFound = "model_not_found";

    /// <summary>Ours: the model's name is known to be retired, see <see cref="Sessions.RealtimeModel"/>.</summary>
    public const string ModelRetired = "model_retired";

    /// <summary>Ours: the server refused the upgrade with 403 and no code, as it does for accounts without access.</summary>
    public const string AccessDenied = "access_denied";

    /// <summary>Codes after which trying again is of no use.</summary>
    public static IReadOnlyList<string> Fatal { get; } =
    [
        InvalidApiKey, InsufficientQuota, AccountDeactivated, BillingHardLimitReached, BetaApiShapeDisabled,
        ModelNotFound, ModelRetired, AccessDenied,
    ];

    public static RealtimeErrorKind Classify(string? code) => code switch
    {
        ResponseCancelNotActive or InputAudioBufferCommitEmpty => RealtimeErrorKind.Benign,
        ConversationAlreadyHasActiveResponse => RealtimeErrorKind.Wait,
        SessionExpired => RealtimeErrorKind.SessionExpired,
        null => RealtimeErrorKind.Other,
        _ => Fatal.Contains(code) ? RealtimeErrorKind.Fatal : RealtimeErrorKind.Other,
    };

    /// <summary>What an error means by its code or, where a server puts that there, by its type.</summary>
    public static RealtimeErrorKind Classify(ErrorReceived error)
    {
        ArgumentNullException.ThrowIfNull(error);
        RealtimeErrorKind byCode = Classify(error.Code);
        return byCode == RealtimeErrorKind.Other ? Classify(error.Type) : byCode;
    }

    /// <summary>How long the server asks to be left alone ("Please try again in 1.5s."); null when it does not say.</summary>
    public static TimeSpan? RetryAfter(string? message) => RetryHint.In(message);

    /// <summary>The code of an error. Some, such as insufficient_quota, stand only in its type.</summary>
    public static string CodeOf(ErrorReceived error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.Code ?? error.Type;
    }

    /// <summary>
    /// The code in a close description, which looks like invalid_request_error.beta_api_shape_disabled; null when there is none.
    /// An expired session is told by a sentence.
    /// </summary>
    public static string? CodeOf(string? closeDescription)
    {
        if (string.IsNullOrEmpty(closeDescription)) return null;
        if (closeDescription.Contains("maximum duration", StringComparison.OrdinalIgnoreCase)) return SessionExpired;
        string code = closeDescription[(closeDescription.LastIndexOf('.') + 1)..];
        return code.Contains('_') && code.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_') ? code : null;
    }
}
