using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AgenticAi.Twilio.StreamTokens;

/// <summary>
/// Ties a media stream to the call whose webhook asked for it: the TwiML carries a token as a stream parameter, and the stream's start
/// message brings it back. A token is good once, for one call, for a minute. For many threads.
/// </summary>
/// <remarks>
/// A signature proves that Twilio opened the socket; this proves for which call. Only hashes are kept, so that neither a memory dump
/// nor the time a look-up takes helps to guess a token.
/// </remarks>
public sealed class StreamTokenIssuer
{
    /// <summary>Twilio opens the stream as soon as it has the TwiML; a minute covers the slowest network, and replays nothing.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    private const int TokenBytes = 32;

    private readonly TimeProvider _time;
    private readonly int _capacity;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<Issued>> _byHash = new(StringComparer.Ordinal);
    private readonly LinkedList<Issued> _oldestFirst = [];
    private long _dropped;

    /// <param name="time">The clock that tokens expire by.</param>
    /// <param name="capacity">
    /// Most tokens kept. When there are more, the oldest is dropped: of all, its stream is the least likely to come.
    /// </param>
    public StreamTokenIssuer(TimeProvider time, int capacity)
    {
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _time = time;
        _capacity = capacity;
    }

    /// <summary>Tokens kept; an expired one counts until the next is issued or redeemed.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _oldestFirst.Count;
        }
    }

    /// <summary>Tokens that were dropped before their time because there were too many.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Makes a token for a call.</summary>
    /// <returns>43 characters of base64url: 256 random bits.</returns>
    public string Issue(string callSid)
    {
        ArgumentException.ThrowIfNullOrEmpty(callSid);
        string token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        long now = _time.GetTimestamp();
        var issued = new Issued(Hash(token), callSid, now);
        lock (_gate)
        {
            Sweep(now);
            if (_oldestFirst.Count == _capacity)
            {
                Remove(_oldestFirst.First!);
                _dropped++;
            }

            _byHash.Add(issued.Hash, _oldestFirst.AddLast(issued));
        }

        return token;
    }

    /// <summary>Whether the token was made for this call, within the last minute, and not used before. Uses it up in any case.</summary>
    public bool TryRedeem(string token, string callSid)
    {
        ArgumentNullException.ThrowIfNull(token);
        ArgumentNullException.ThrowIfNull(callSid);
        string hash = Hash(token);
        lock (_gate)
        {
            Sweep(_time.GetTimestamp());
            if (!_byHash.TryGetValue(hash, out LinkedListNode<Issued>? node)) return false;

            // A token that turns up with another call has leaked.
            Remove(node);
            return string.Equals(node.Value.CallSid, callSid, StringComparison.Ordinal);
        }
    }

    private static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private void Sweep(long now)
    {
        while (_oldestFirst.First is { } oldest && _time.GetElapsedTime(oldest.Value.At, now) >= Lifetime) Remove(oldest);
    }

    private void Remove(LinkedListNode<Issued> node)
    {
        _oldestFirst.Remove(node);
        _byHash.Remove(node.Value.Hash);
    }

    private sealed record Issued(string Hash, string CallSid, long At);
}
