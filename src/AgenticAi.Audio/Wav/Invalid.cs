using System.Diagnostics.CodeAnalysis;

namespace AgenticAi.Audio.Wav;

/// <summary>Refusals of a file, each naming the field, the value found and the rule.</summary>
internal static class Invalid
{
    public static void Unless<T>([DoesNotReturnIf(false)] bool holds, string field, T found, string rule)
    {
        if (!holds) throw new InvalidDataException($"WAV: {field} is {found}, must be {rule}.");
    }
}
