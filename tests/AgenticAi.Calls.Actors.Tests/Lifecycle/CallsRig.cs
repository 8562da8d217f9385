using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AgenticAi.Calls.Actors.Lifecycle;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Telemetry;
using AgenticAi.Conversations;
using AgenticAi.Conversations.Actors;
using AgenticAi.Conversations.Actors.Hosting;
using AgenticAi.Conversations.Actors.Tests;
using AgenticAi.Conversations.Tests;
using AgenticAi.Realtime.Connections;
using AgenticAi.Realtime.Sessions;
using AgenticAi.Simulation.Realtime;
using AgenticAi.Testing;
using Akka.Actor;
using Akka.Hosting;

namespace AgenticAi.Calls.Actors.Tests.Lifecycle;

/// <summary>
/// The calls of a server with their actors, between callers in memory and a simulated model, with a clock that the test moves. At its end
/// no call may be left and nothing may be open or lent.
/// </summary>
internal sealed class CallsRig : IAsyncDisposable
{
    public const string Sid = "CA1";

    private readonly ConcurrentBag<Caller> _callers = [];
    private readonly ConcurrentDictionary<string, int> _counted = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();
    private readonly LiveCalls _live = new();
    private readonly CallMetrics _metrics = new(() => []);
    private readonly ActorSystem _brains;
    private int _ids;

    private CallsRig(
        CallsKit kit, SimulatedRealtimeServer model, Func<CallOptions, CallOptions>? options, Func<CallServices, CallServices>? services)
    {
        Waits = new WatchedTime(Time);
        Model = model;
        var settings = new CallOptions
        {
            Endpoint = new RealtimeEndpoint(model.Url, "sk-test", RealtimeModel.Default),
            Session = new Realtime.Sessions.RealtimeSession(),
        };
        var shared = new CallServices(
            options?.Invoke(settings) ?? settings, Journal, Buffers, _metrics, Waits, () => $"id-{Interlocked.Increment(ref _ids)}", Log);
        Services = services?.Invoke(shared) ?? shared;
        Listen();
        _brains = ActorSystem.Create("brains", EntryJournal.SetupOf(Journal));
        IActorRef parent = _brains.ActorOf(ConversationsHostingExtensions.LocalProps(new JournalIgnored()));
        // Nothing waits for other commands, since nobody moves the clock for that.
        var brains = new ConversationBrains(_brains, parent, new RelayOptions { Gather = TimeSpan.Zero }, Services.Time, Services.NewId);
        Actor = kit.Sys.ActorOf(Props.Create(() => new CallsActor(Services, brains, kit.Materializer, _live)));
        var actors = new ActorRegistry();
        actors.Register<CallsActor>(Actor);
        Registry = new CallRegistry(Services, _live, actors);
    }

    public ManualTimeProvider Time { get; } = new();

    /// <summary>The same clock, as calls have it.</summary>
    public WatchedTime Waits { get; }

    public InMemoryJournal Journal { get; } = new();

    public RecordingLoggerFactory Log { get; } = new();

    public AudioBuffers Buffers { get; } = new();

    public SimulatedRealtimeServer Model { get; }

    public CallServices Services { get; }

    public CallRegistry Registry { get; }

    /// <summary>The parent of all calls.</summary>
    public IActorRef Actor { get; }

    public static async Task<CallsRig> OpenAsync(
        CallsKit kit, Func<CallOptions, CallOptions>? options = null, Func<CallServices, CallServices>? services = null,
        Func<int, Handshake>? handshake = null, Func<SimulatedRealtimeOptions, SimulatedRealtimeOptions>? model = null)
    {
        var simulated = new SimulatedRealtimeOptions { Handshake = handshake ?? (_ => Handshake.Accept) };
        simulated = model?.Invoke(simulated) ?? simulated;
        return new CallsRig(kit, await SimulatedRealtimeServer.StartAsync(simulated, CancellationToken.None), options, services);
    }

    public static CallRequest Request(string callSid = Sid) => new(callSid, "+4930123", "+4930456");

    /// <summary>How often an instrument counted something, with all of its tags in the name: <c>ended caller-hung-up</c>.</summary>
    public int Counted(string what) => _counted.GetValueOrDefault(what);

    public async Task<Call> AdmitAsync(string callSid = Sid) =>
        (await Registry.AdmitAsync(Request(callSid)).Within()).Call.ShouldNotBeNull();

    /// <summary>Opens a stream; no call has it yet.</summary>
    public async Task<Caller> DialAsync(string callSid = Sid, string streamSid = "MZ1", bool isAnswering = true)
    {
        Caller caller = await Caller.DialAsync(callSid, streamSid, Time, isAnswering);
        _callers.Add(caller);
        return caller;
    }

    /// <summary>A call whose stream runs and whose model is there.</summary>
    public async Task<(Call Call, Caller Caller)> ConnectAsync(string callSid = Sid, string streamSid = "MZ1", bool isAnswering = true)
    {
        Call call = await AdmitAsync(callSid);
        Caller caller = await DialAsync(callSid, streamSid, isAnswering);
        (await Registry.AttachAsync(call, caller.Stream).Within()).ShouldBe(call);
        await Eventually.TrueAsync(() => Journal.Of<ModelConnected>(callSid).Count > 0, "the model's session");
        return (call, caller);
    }

    /// <summary>How the call was recorded to have ended: once.</summary>
    public CallEndReason? RecordedEnd(string callSid = Sid) => Journal.Of<ConversationEnded>(callSid).ShouldHaveSingleItem().Reason.Known;

    public async ValueTask DisposeAsync()
    {
        foreach (Caller caller in _callers) caller.Answer();
        await Registry.DrainAsync(TimeSpan.Zero, Task.CompletedTask).Within();
        Registry.Count.ShouldBe(0);
        Buffers.Outstanding.ShouldBe(0, "every audio buffer comes back");
        await Model.AllClosedAsync(CancellationToken.None).Within();
        await Model.DisposeAsync();
        foreach (Caller caller in _callers)
        {
            await caller.Stream.DisposeAsync();
            caller.Dispose();
        }

        Counted("active").ShouldBe(0);
        _listener.Dispose();
        _metrics.Dispose();
        await _brains.Terminate().Within();
    }

    private void Listen()
    {
        Count(_metrics.Ended, "ended");
        Count(_metrics.Refused, "refused");
        Count(_metrics.Active, "active");
        _listener.SetMeasurementEventCallback<long>((_, count, tags, name) => Add((string)name!, tags, (int)count));
        _listener.SetMeasurementEventCallback<int>((_, count, tags, name) => Add((string)name!, tags, count));
    }

    private sealed class JournalIgnored : IJournalObserver
    {
        public void Stored(int events)
        {
        }

        public void Failed(Exception cause)
        {
        }
    }

    private void Count(Instrument instrument, string name) => _listener.EnableMeasurementEvents(instrument, name);

    private void Add(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags, int count)
    {
        string key = tags.Length == 0 ? name : $"{name} {tags[0].Value}";
        _counted.AddOrUpdate(key, count, (_, before) => before + count);
    }
}
