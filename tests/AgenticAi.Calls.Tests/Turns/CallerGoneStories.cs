using AgenticAi.Realtime.Events;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>A caller who hangs up: only words that are being said have to be cut off to be written down.</summary>
public sealed class CallerGoneStories : IDisposable
{
    private readonly Line _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public void In_mid_sentence_the_model_writes_down_what_there_is_of_it()
    {
        _line.CallerSpeaks();
        HangUp().ShouldBe([new InputAudioCommit()]);
    }

    [Fact]
    public void Without_having_spoken_there_is_nothing_to_write_down() => HangUp().ShouldBeEmpty();

    [Fact]
    public void After_the_end_of_a_sentence_the_model_has_it_already()
    {
        _line.CallerSpeaks();
        _line.CallerStops();
        HangUp().ShouldBeEmpty();
    }

    [Fact]
    public void A_session_that_is_lost_has_nothing_to_write_down()
    {
        _line.CallerSpeaks();
        _line.Gone();
        HangUp().ShouldBeEmpty();
    }

    /// <summary>What is sent to the model when the caller hangs up.</summary>
    private ClientEvent[] HangUp()
    {
        int before = _line.ToModel.Count;
        _line.Turns.OnCallerGone(_line);
        return [.. _line.ToModel.Skip(before)];
    }
}
