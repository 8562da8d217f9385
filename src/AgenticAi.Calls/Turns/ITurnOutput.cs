using AgenticAi.Calls.Audio;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Turns;

/// <summary>What turn-taking wants done, in order. Whoever carries it out must not call back into turn-taking.</summary>
public interface ITurnOutput
{
    /// <summary>Send this μ-law audio to the caller. The buffer's ownership goes with it.</summary>
    /// <param name="mulaw">A multiple of 160 bytes.</param>
    /// <param name="readAt">Timestamp at which it came from the model, where nothing had to be said before it; otherwise 0.</param>
    void Play(AudioBuffer mulaw, long readAt);

    /// <summary>Ask to be told when everything sent so far was played.</summary>
    void Mark(string name);

    /// <summary>Throw away what the caller's side has buffered and not played.</summary>
    void Clear();

    /// <summary>Send this to the model.</summary>
    void Send(ClientEvent clientEvent);

    /// <summary>End the call: everything was said and heard.</summary>
    void HangUp(CallEndReason reason);

    /// <summary>Tell the brain.</summary>
    void Tell(ConversationCommand command);
}
