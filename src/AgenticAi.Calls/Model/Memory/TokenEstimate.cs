using System.Text;

namespace AgenticAi.Calls.Model.Memory;

/// <summary>
/// How many tokens an item takes in the model's memory, without its tokenizer: four characters of English a token
/// (https://help.openai.com/en/articles/4936856-what-are-tokens-and-how-to-count-them), three for the item's frame and one for its
/// role (https://cookbook.openai.com/examples/how_to_count_tokens_with_tiktoken).
/// </summary>
/// <remarks>
/// Characters are counted as bytes of UTF-8, because scripts that need more bytes need more tokens too. For one sentence in English,
/// Spanish, German, Russian, Arabic, Hindi, Japanese and Chinese this gives at least the tokens of o200k_base; counting characters
/// gives a third of them for Chinese.
/// </remarks>
internal static class TokenEstimate
{
    private const int BytesPerToken = 4;
    private const int PerItem = 4;

    public static int OfItem(string text) => PerItem + ((Bytes(text) + BytesPerToken - 1) / BytesPerToken);

    /// <summary>How long a text may be for its item to take no more than so many tokens; negative when there is no room for any.</summary>
    public static int BytesOfItem(int tokens) => (tokens - PerItem) * BytesPerToken;

    public static int Bytes(string text) => Encoding.UTF8.GetByteCount(text);
}
