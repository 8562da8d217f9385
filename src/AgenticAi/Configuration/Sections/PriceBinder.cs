using AgenticAi.Configuration.Reading;
using AgenticAi.Conversations;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads the prices of one model in <c>costs.prices</c>.</summary>
internal static class PriceBinder
{
    private const int LargestPrice = 100_000;

    private static readonly ValueKind<decimal?> Price = Kinds.OrEmpty(MoneyKinds.Amount(LargestPrice));

    public static ModelPrice Bind(string model, Section section)
    {
        var price = new ModelPrice(model)
        {
            TextIn = section.Read("text_in", default, Price, "Price of a million tokens of text that the model reads."),
            TextCached = section.Read("text_cached", default, Price, "The same from its cache. Empty: `text_in`."),
            TextOut = section.Read("text_out", default, Price, "Price of a million tokens of text that it writes."),
            AudioIn = section.Read("audio_in", default, Price, "Price of a million tokens of audio that it hears."),
            AudioCached = section.Read("audio_cached", default, Price, "The same from its cache. Empty: the price of other audio."),
            AudioOut = section.Read("audio_out", default, Price, "Price of a million tokens of audio that it speaks."),
            AudioInPerMinute = section.Read("audio_in_per_minute", default, Price,
                "Price of a minute that it hears, in place of `audio_in`; for a transcription it covers the text too."),
            AudioOutPerMinute = section.Read("audio_out_per_minute", default, Price,
                "Price of a minute that it speaks, in place of `audio_out`."),
        };
        RefuseBoth(section, "audio_in", price.AudioIn, "audio_in_per_minute", price.AudioInPerMinute);
        RefuseBoth(section, "audio_out", price.AudioOut, "audio_out_per_minute", price.AudioOutPerMinute);
        return price;
    }

    private static void RefuseBoth(Section section, string byToken, decimal? token, string byMinute, decimal? minute)
    {
        if (token is not null && minute is not null) section.Error(byMinute, $"does not go with {byToken}: the same audio has one price");
    }
}
