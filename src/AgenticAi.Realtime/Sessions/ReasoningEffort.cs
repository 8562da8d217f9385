namespace AgenticAi.Realtime.Sessions;

/// <summary>How long a reasoning voice model may think before it speaks. Only gpt-realtime-2 and later take it.</summary>
public enum ReasoningEffort
{
    Minimal,
    Low,
    Medium,
    High,
    XHigh,
}
