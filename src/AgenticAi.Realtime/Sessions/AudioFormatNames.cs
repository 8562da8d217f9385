namespace AgenticAi.Realtime.Sessions;

internal static class AudioFormatNames
{
    public static string WireName(this RealtimeAudioFormat format) => format switch
    {
        RealtimeAudioFormat.Pcm16At24kHz => "audio/pcm",
        RealtimeAudioFormat.MuLaw => "audio/pcmu",
        RealtimeAudioFormat.ALaw => "audio/pcma",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format."),
    };
}
