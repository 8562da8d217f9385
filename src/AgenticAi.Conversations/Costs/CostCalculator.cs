namespace AgenticAi.Conversations;

/// <summary>
/// Turns usage into cost. Decimal arithmetic: tokens at prices of at most six decimals are exact, and so are their sums. Only what is
/// divided into minutes is rounded, at the twelfth decimal and half away from zero.
/// </summary>
/// <remarks>
/// Whatever a peer reports gives a cost: a negative count is none, more cached than read is all of it cached. Tokens that are in a sum
/// and of no kind are text; cached tokens of no kind are priced as if they were not cached. Images have no price here.
/// </remarks>
public static class CostCalculator
{
    /// <summary>One token of a caller's audio lasts 100 ms (https://developers.openai.com/api/docs/guides/realtime-costs).</summary>
    private const decimal HeardTokensPerMinute = 600;

    /// <summary>One token of the assistant's audio lasts 50 ms (the same page).</summary>
    private const decimal SpokenTokensPerMinute = 1_200;

    private const decimal SecondsPerMinute = 60;
    private const decimal Million = 1_000_000;
    private const int Decimals = 12;

    /// <summary>What a response of a voice model costs.</summary>
    public static Cost Of(ModelPrice price, TokenUsage usage)
    {
        ArgumentNullException.ThrowIfNull(price);
        ArgumentNullException.ThrowIfNull(usage);
        decimal text = Count(usage.InputText);
        decimal audio = Count(usage.InputAudio);
        decimal image = Count(usage.InputImage);
        decimal textCached = Math.Min(Count(usage.CachedText), text);
        decimal audioCached = Math.Min(Count(usage.CachedAudio), audio);
        decimal textOut = Count(usage.OutputText);
        decimal audioOut = Count(usage.OutputAudio);
        Rate? heard = Rate.Of(price.AudioIn, Million) ?? Rate.Of(price.AudioInPerMinute, HeardTokensPerMinute);
        Rate? read = Rate.Of(price.TextIn, Million);
        return Sum(
            (text - textCached + Count(usage.Input - text - audio - image), read),
            (textCached, Rate.Of(price.TextCached, Million) ?? read),
            (audio - audioCached, heard),
            (audioCached, Rate.Of(price.AudioCached, Million) ?? heard),
            (image, null),
            (textOut + Count(usage.Output - textOut - audioOut), Rate.Of(price.TextOut, Million)),
            (audioOut, Rate.Of(price.AudioOut, Million) ?? Rate.Of(price.AudioOutPerMinute, SpokenTokensPerMinute)));
    }

    /// <summary>What a transcription costs: by the minute when it is priced so, otherwise by its tokens.</summary>
    public static Cost Of(ModelPrice price, TranscriptUsage usage)
    {
        ArgumentNullException.ThrowIfNull(price);
        ArgumentNullException.ThrowIfNull(usage);
        decimal heard = Count(usage.InputAudio);
        if (price.AudioInPerMinute is { } minute)
        {
            return usage.Seconds is { } seconds
                ? Sum((Count(seconds), new Rate(minute, SecondsPerMinute)))
                : Sum((heard, new Rate(minute, HeardTokensPerMinute)));
        }

        if (heard == 0) heard = Count(usage.Seconds ?? 0) * HeardTokensPerMinute / SecondsPerMinute;
        return Sum(
            (heard, Rate.Of(price.AudioIn, Million)),
            (Count(usage.InputText), Rate.Of(price.TextIn, Million)),
            (Count(usage.Output), Rate.Of(price.TextOut, Million)));
    }

    private static Cost Sum(params ReadOnlySpan<(decimal Count, Rate? Rate)> parts)
    {
        decimal amount = 0;
        bool isComplete = true;
        foreach ((decimal count, Rate? rate) in parts)
        {
            if (rate is { } known) amount += count * known.Price / known.Per;
            else if (count > 0) isComplete = false;
        }

        return new Cost(Math.Round(amount, Decimals, MidpointRounding.AwayFromZero), isComplete);
    }

    private static decimal Count(decimal reported) => Math.Max(0, reported);

    private readonly record struct Rate(decimal Price, decimal Per)
    {
        public static Rate? Of(decimal? price, decimal per) => price is { } known ? new Rate(known, per) : null;
    }
}
