using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AgenticAi.Measurements;

/// <summary>Every value that one instrument of this process records.</summary>
internal sealed class Readings : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentBag<double> _values = [];

    public Readings(string meter, string instrument)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Meter.Name == meter && published.Name == instrument) listener.EnableMeasurementEvents(published);
        };
        _listener.SetMeasurementEventCallback<double>((_, value, _, _) => _values.Add(value));
        _listener.Start();
    }

    public IEnumerable<double> Values => _values;

    public void Dispose() => _listener.Dispose();
}
