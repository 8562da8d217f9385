namespace AgenticAi.Realtime.Sessions;

/// <summary>Whether a model can still be used.</summary>
public enum ModelState
{
    /// <summary>Nothing is known against it.</summary>
    Current,

    /// <summary>It works, and its end is announced or its announced day is past.</summary>
    Retiring,

    /// <summary>It is gone, or it speaks the beta protocol, which is.</summary>
    Retired,
}
