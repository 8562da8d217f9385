using System.Collections.Concurrent;

namespace AgenticAi.Simulation.Twilio.Rest;

/// <summary>The calls that are going on, by their SID. Safe for several threads.</summary>
internal sealed class CallDirectory
{
    private readonly ConcurrentDictionary<string, PhoneCall> _calls = new(StringComparer.Ordinal);

    public void Add(PhoneCall call) => _calls[call.CallSid] = call;

    public void Remove(PhoneCall call) => _calls.TryRemove(call.CallSid, out _);

    public PhoneCall? Find(string callSid) => _calls.GetValueOrDefault(callSid);
}
