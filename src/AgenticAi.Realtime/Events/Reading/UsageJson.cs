using System.Text.Json;

namespace AgenticAi.Realtime.Events.Reading;

internal static class UsageJson
{
    public static RealtimeUsage? ReadResponse(ref Utf8JsonReader reader)
    {
        if (!reader.IsObject()) return null;
        Counts total = Counts.Read(ref reader);
        Counts input = total.Input ?? new Counts();
        Counts cached = input.Cached ?? new Counts();
        Counts output = total.Output ?? new Counts();
        return new RealtimeUsage
        {
            TotalTokens = total.TotalTokens,
            InputTokens = total.InputTokens,
            InputTextTokens = input.TextTokens,
            InputAudioTokens = input.AudioTokens,
            InputImageTokens = input.ImageTokens,
            CachedTokens = input.CachedTokens,
            CachedTextTokens = cached.TextTokens,
            CachedAudioTokens = cached.AudioTokens,
            CachedImageTokens = cached.ImageTokens,
            OutputTokens = total.OutputTokens,
            OutputTextTokens = output.TextTokens,
            OutputAudioTokens = output.AudioTokens,
        };
    }

    public static TranscriptionUsage? ReadTranscription(ref Utf8JsonReader reader)
    {
        if (!reader.IsObject()) return null;
        Counts total = Counts.Read(ref reader);
        return new TranscriptionUsage
        {
            Seconds = total.Seconds,
            TotalTokens = total.TotalTokens,
            InputTokens = total.InputTokens,
            InputTextTokens = total.Input?.TextTokens ?? 0,
            InputAudioTokens = total.Input?.AudioTokens ?? 0,
            OutputTokens = total.OutputTokens,
        };
    }

    /// <summary>The numbers of one level; the names are the same on each.</summary>
    private sealed class Counts
    {
        public double? Seconds { get; private set; }

        public int TotalTokens { get; private set; }

        public int InputTokens { get; private set; }

        public int OutputTokens { get; private set; }

        public int TextTokens { get; private set; }

        public int AudioTokens { get; private set; }

        public int ImageTokens { get; private set; }

        public int CachedTokens { get; private set; }

        public Counts? Input { get; private set; }

        public Counts? Output { get; private set; }

        public Counts? Cached { get; private set; }

        public static Counts Read(ref Utf8JsonReader reader)
        {
            var counts = new Counts();
            if (!reader.IsObject()) return counts;
            while (reader.NextValue() is { } name) counts.Take(name, ref reader);
            return counts;
        }

        private void Take(string name, ref Utf8JsonReader reader)
        {
            switch (name)
            {
                case "seconds": Seconds = reader.Number(); break;
                case "total_tokens": TotalTokens = reader.Integer() ?? 0; break;
                case "input_tokens": InputTokens = reader.Integer() ?? 0; break;
                case "output_tokens": OutputTokens = reader.Integer() ?? 0; break;
                case "text_tokens": TextTokens = reader.Integer() ?? 0; break;
                case "audio_tokens": AudioTokens = reader.Integer() ?? 0; break;
                case "image_tokens": ImageTokens = reader.Integer() ?? 0; break;
                case "cached_tokens": CachedTokens = reader.Integer() ?? 0; break;
                case "input_token_details": Input = Read(ref reader); break;
                case "output_token_details": Output = Read(ref reader); break;
                case "cached_tokens_details": Cached = Read(ref reader); break;
                default: reader.Skip(); break;
            }
        }
    }
}
