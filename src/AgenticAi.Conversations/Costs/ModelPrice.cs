using System.Text.Json.Serialization;

namespace AgenticAi.Conversations;

/// <summary>
/// What a model costs, in the currency of the table it comes from. Tokens are priced by the million, audio either so or by the minute.
/// Null means that the table says nothing of it; cached input without a price of its own costs what other input costs.
/// </summary>
/// <param name="Model">Name of the model, as the vendor spells it.</param>
public sealed record ModelPrice(string Model)
{
    /// <summary>A million tokens of text that the model reads.</summary>
    public decimal? TextIn { get; init; }

    /// <summary>A million tokens of text that it reads from its cache.</summary>
    public decimal? TextCached { get; init; }

    /// <summary>A million tokens of text that it writes.</summary>
    public decimal? TextOut { get; init; }

    /// <summary>A million tokens of audio that the model hears.</summary>
    public decimal? AudioIn { get; init; }

    /// <summary>A million tokens of audio that it reads from its cache.</summary>
    public decimal? AudioCached { get; init; }

    /// <summary>A million tokens of audio that it speaks.</summary>
    public decimal? AudioOut { get; init; }

    /// <summary>A minute of audio that the model hears; takes the place of <see cref="AudioIn"/>.</summary>
    public decimal? AudioInPerMinute { get; init; }

    /// <summary>A minute of audio that it speaks; takes the place of <see cref="AudioOut"/>.</summary>
    public decimal? AudioOutPerMinute { get; init; }

    /// <summary>True when all that a conversation uses of a voice model has a price.</summary>
    [JsonIgnore]
    public bool CoversConversation =>
        TextIn is not null && TextOut is not null && PricesAudioIn && (AudioOut ?? AudioOutPerMinute) is not null;

    /// <summary>True when all that a transcription uses has a price. A price by the minute covers the text as well.</summary>
    [JsonIgnore]
    public bool CoversTranscription => AudioInPerMinute is not null || (PricesAudioIn && TextIn is not null && TextOut is not null);

    private bool PricesAudioIn => (AudioIn ?? AudioInPerMinute) is not null;
}
