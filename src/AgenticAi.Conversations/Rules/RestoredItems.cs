using System.Globalization;

namespace AgenticAi.Conversations;

/// <summary>
/// Items that are put into a new session of the model so that it knows what was said in an earlier one. They are told by their ids,
/// which are ours to choose (<c>conversation.item.create</c>, <c>item.id</c>): the model reports them back like any other item, and
/// by then it is in the journal under the id of the session in which it was said.
/// </summary>
public static class RestoredItems
{
    /// <summary>What the id of a restored item begins with. The model's own ids begin with <c>item_</c>.</summary>
    public const string Prefix = "restored_";

    /// <summary>The id of an item to be restored: <paramref name="number"/> is different for each one in a session.</summary>
    public static string IdOf(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        return string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}");
    }

    /// <summary>True for the id of an item that was restored: it is no news, and it must never be truncated.</summary>
    public static bool Includes(string itemId)
    {
        ArgumentNullException.ThrowIfNull(itemId);
        return itemId.StartsWith(Prefix, StringComparison.Ordinal);
    }
}
