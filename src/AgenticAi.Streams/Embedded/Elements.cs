namespace AgenticAi.Streams.Embedded;

internal static class Elements
{
    /// <summary>Lets go of an element that nobody will take.</summary>
    public static void Release<T>(T element)
    {
        if (element is IDisposable owner) owner.Dispose();
    }
}
