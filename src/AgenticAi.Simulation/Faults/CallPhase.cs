namespace AgenticAi.Simulation.Faults;

/// <summary>The phases of a call in which something can go wrong, in their order.</summary>
public enum CallPhase
{
    /// <summary>The webhook is asked and has not answered.</summary>
    Webhook,

    /// <summary>The webhook has answered; the media stream is being opened.</summary>
    Stream,

    /// <summary>The model's server is asked to let the call in.</summary>
    Handshake,

    /// <summary>The session's settings are on their way.</summary>
    Settings,

    /// <summary>The agent greets.</summary>
    Greeting,

    /// <summary>The caller speaks.</summary>
    CallerSpeaking,

    /// <summary>The caller has spoken, and nothing of the answer is there yet.</summary>
    AnswerMade,

    /// <summary>The answer is being played.</summary>
    AnswerPlaying,

    /// <summary>The model says goodbye and calls a function.</summary>
    FunctionCall,

    /// <summary>The caller has hung up in mid-word; the transcript of the last words is on its way.</summary>
    LastWords,

    /// <summary>The legs say goodbye.</summary>
    Closing,
}
