using AgenticAi.Audio.G711;
using AgenticAi.Audio.Levels;
using AgenticAi.Calls.Audio;
using AgenticAi.Calls.Tests.Audio;
using AgenticAi.Calls.Turns;
using AgenticAi.Testing;

namespace AgenticAi.Calls.Tests.Turns;

public sealed class EchoSuppressorTests
{
    private const double ThresholdDb = -30;

    /// <summary>A square wave of this height has its level: 20·log10(h / 32768).</summary>
    private static readonly byte Loud = MuLaw.Encode(8192);
    private static readonly byte Soft = MuLaw.Encode(256);

    private readonly ManualTimeProvider _time = new();
    private readonly AgentVoice _voice;
    private readonly CallerLine _line;
    private readonly EchoSuppressor _gate;

    public EchoSuppressorTests()
    {
        _voice = new AgentVoice(_time);
        _line = new CallerLine(_time);
        _gate = new EchoSuppressor(_voice, ThresholdDb);
        _voice.Speaking(true, _time.GetTimestamp());
    }

    [Fact]
    public void However_quiet_audio_is_cut_as_much_silence_comes_out()
    {
        for (int cut = 0; cut <= 64; cut++)
        {
            using AudioFrame first = Soften(cut);
            using AudioFrame second = Soften(64 - cut);
            _gate.Process(first);
            _gate.Process(second);
            byte[] output = [.. first.Buffer.Span, .. second.Buffer.Span];
            output.ShouldBe(Enumerable.Repeat(MuLaw.Silence, 64), $"cut at {cut}");
        }

        AudioFrame Soften(int length) => new(_line.Buffers.Copy([.. Enumerable.Repeat(Soft, length)]), _time.GetTimestamp());
    }

    [Fact]
    public void Nobody_speaking_everything_passes_untouched()
    {
        _voice.Speaking(false, _time.GetTimestamp());
        _time.Advance(300);
        Hear(Soft, 20).ShouldBe(0);
    }

    [Fact]
    public void While_the_agent_speaks_what_is_below_the_threshold_is_silenced()
    {
        Hear(Soft, 20).ShouldBe(20);
        _line.Out.ShouldAllBe(piece => piece.Ms == 20, "as long as it was");
    }

    [Fact]
    public void A_caller_who_speaks_up_is_heard_at_once()
    {
        Hear(Soft, 1).ShouldBe(1);
        Hear(Loud, 5).ShouldBe(0);
    }

    [Theory]
    [InlineData(-18.1, 0)]
    [InlineData(-17.9, 3)]
    public void The_threshold_is_in_dB_below_overload(double thresholdDb, int silenced)
    {
        // The code stands for 4,092 of 32,768.
        byte code = MuLaw.Encode(4096);
        var gate = new EchoSuppressor(_voice, thresholdDb);
        for (int i = 0; i < 3; i++) Pass(gate, _line.Frame(0, code: code));
        _line.Silences.Count.ShouldBe(silenced);
    }

    [Fact]
    public void A_frame_at_the_threshold_passes()
    {
        byte overload = MuLaw.Encode(short.MinValue);
        double level = LevelMeter.DecibelsOfMuLaw([overload]);
        Pass(new EchoSuppressor(_voice, level), _line.Frame(0, code: overload));
        _line.Silences.ShouldBeEmpty();
    }

    [Fact]
    public void The_soft_end_of_a_word_passes_for_200_ms_of_audio_after_its_last_loud_frame()
    {
        Hear(Loud, 3).ShouldBe(0);
        Hear(Soft, 10).ShouldBe(0);
        Hear(Soft, 10).ShouldBe(10);
    }

    [Fact]
    public void The_gate_goes_by_audio_and_not_by_the_clock()
    {
        Hear(Loud, 1);
        _time.Advance(60_000);
        Hear(Soft, 10).ShouldBe(0);
        Hear(Soft, 1).ShouldBe(1);
    }

    [Fact]
    public void A_gate_that_was_open_is_closed_when_the_agent_speaks_again()
    {
        Hear(Loud, 1);
        _voice.Speaking(false, _time.GetTimestamp());
        _time.Advance(300);
        Hear(Loud, 1).ShouldBe(0);
        _voice.Speaking(true, _time.GetTimestamp());
        Hear(Soft, 1).ShouldBe(1);
    }

    [Fact]
    public void An_echo_of_the_last_word_is_still_silenced()
    {
        _voice.Speaking(false, _time.GetTimestamp());
        _time.Advance(299);
        Hear(Soft, 1).ShouldBe(1);
        _time.Advance(1);
        Hear(Soft, 1).ShouldBe(0);
    }

    [Fact]
    public void A_frame_that_waited_for_a_slow_model_is_judged_by_when_it_came()
    {
        AudioFrame echo = _line.Frame(0, code: Soft);
        _voice.Speaking(false, _time.GetTimestamp());
        _time.Advance(5_000);
        Pass(_gate, echo);
        _line.Silences.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(-127.1)]
    [InlineData(double.NaN)]
    public void A_threshold_that_is_no_level_is_refused(double thresholdDb) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new EchoSuppressor(_voice, thresholdDb)).ParamName.ShouldBe("thresholdDb");

    [Fact]
    public void Neither_an_open_nor_a_shut_gate_allocates()
    {
        AudioFrame loud = _line.Frame(0, code: Loud);
        AudioFrame soft = _line.Frame(0, code: Soft);
        for (int i = 0; i < 100; i++) Round();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) Round();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        soft.Buffer.Span.ToArray().ShouldAllBe(code => code == MuLaw.Silence, "and it was shut for the second half");

        void Round()
        {
            _gate.Process(loud);
            for (int i = 0; i < 20; i++) _gate.Process(soft);
        }
    }

    private void Pass(EchoSuppressor gate, AudioFrame frame)
    {
        gate.Process(frame);
        _line.Take(frame);
    }

    /// <summary>How many of these frames came out silent.</summary>
    private int Hear(byte code, int frames)
    {
        int before = _line.Silences.Count;
        for (int i = 0; i < frames; i++) Pass(_gate, _line.Frame(0, code: code));
        _line.Buffers.Outstanding.ShouldBe(0);
        return _line.Silences.Count - before;
    }
}
