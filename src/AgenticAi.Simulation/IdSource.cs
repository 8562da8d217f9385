using System.Globalization;

namespace AgenticAi.Simulation;

/// <summary>
/// Names things the way the services do: <c>CA</c> and 32 hexadecimal digits at Twilio, <c>item_</c> and 21 letters at OpenAI.
/// With a seed the same names come in the same order. Safe to use from several threads.
/// </summary>
public sealed class IdSource
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private readonly Lock _gate = new();
    private readonly Random _random;
    private Dictionary<string, int>? _counted;

    /// <param name="seed">Makes the names repeatable; without it they are random.</param>
    public IdSource(int? seed = null) => _random = seed is { } given ? new Random(given) : new Random();

    /// <summary>Realtime ids of this one are numbers, counted from 1 for each prefix, as simpler servers name things.</summary>
    public static IdSource Counting() => new() { _counted = [] };

    /// <summary>A Twilio SID: the prefix (CA, MZ, AC …) and 32 lower-case hexadecimal digits.</summary>
    public string Sid(string prefix)
    {
        lock (_gate) return prefix + _random.GetHexString(32, lowercase: true);
    }

    /// <summary>A Realtime id: the prefix (event, item, resp, sess …), an underscore and 21 letters or digits.</summary>
    public string Realtime(string prefix)
    {
        lock (_gate)
        {
            if (_counted is null) return prefix + "_" + _random.GetString(Letters, 21);
            int number = _counted[prefix] = _counted.GetValueOrDefault(prefix) + 1;
            return string.Create(CultureInfo.InvariantCulture, $"{prefix}_{number}");
        }
    }
}
