using System.Globalization;
using AgenticAi.Calls.Turns;

namespace AgenticAi.Calls;

/// <summary>What one stream of a call has to keep to because of the streams before it.</summary>
/// <param name="Number">The number of the stream in its call, from 1.</param>
/// <param name="Used">How much of the call's longest duration is used up.</param>
public sealed record StreamContext(int Number, TimeSpan Used)
{
    /// <summary>The first stream of a call.</summary>
    public static readonly StreamContext First = new(1, TimeSpan.Zero);

    /// <summary>How turns are taken in this stream.</summary>
    public TurnOptions Apply(TurnOptions turns)
    {
        ArgumentNullException.ThrowIfNull(turns);
        return Number == 1 ? turns : turns with
        {
            RequestSuffix = string.Create(CultureInfo.InvariantCulture, $"-s{Number}"),
            Limits = turns.Limits with { MaxDuration = turns.Limits.MaxDuration - Used },
        };
    }
}
