using System.Security.Cryptography;
using System.Text;

namespace AgenticAi.Agents.Sessions;

/// <summary>
/// Names the session that an agent has with a caller: the same for all calls of one number, another for every other, and one of its own
/// for each call that comes without a number, since two who hide theirs need not be the same.
/// </summary>
/// <remarks>
/// <c>caller-</c> or <c>call-</c> and 32 hexadecimal digits: 128 bits of HMAC-SHA256. There are so few telephone numbers that whoever
/// knows the HMAC's key can try them all; with a configured secret only those who know it can.
/// </remarks>
public sealed class SessionKeys
{
    // Any fixed value would do; with it the same caller has the same key after a restart and on every node.
    private const string Unconfigured = "agenticai session keys, version 1";

    private const int Bytes = 16;

    private readonly byte[] _key;

    /// <param name="secret">Keeps the numbers from those who see session keys; empty for the fixed one.</param>
    public SessionKeys(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        _key = Encoding.UTF8.GetBytes(secret.Length == 0 ? Unconfigured : secret);
    }

    /// <param name="caller">The number, or what the network tells instead (<see cref="WithheldCaller"/>).</param>
    /// <param name="conversationId">The call, which names the session when the number does not.</param>
    public string Of(string caller, string conversationId)
    {
        ArgumentNullException.ThrowIfNull(caller);
        ArgumentNullException.ThrowIfNull(conversationId);
        // The prefix is part of what is hashed: no number can be chosen such that it gives the key of a call.
        return WithheldCaller.Is(caller) ? Name("call-", conversationId) : Name("caller-", caller.Trim().ToUpperInvariant());
    }

    private string Name(string prefix, string text)
    {
        byte[] hash = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(prefix + text));
        return prefix + Convert.ToHexStringLower(hash.AsSpan(0, Bytes));
    }
}
