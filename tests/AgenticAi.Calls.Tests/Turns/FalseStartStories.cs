using AgenticAi.Calls.Turns;
using AgenticAi.Conversations;
using AgenticAi.Realtime.Events;
using static AgenticAi.Calls.Tests.Turns.Line;
using AgenticAi.Realtime.Sessions;

namespace AgenticAi.Calls.Tests.Turns;

/// <summary>The caller seems to cut in, and it was nothing: a cough, a door, a hum of the line.</summary>
public sealed class FalseStartStories
{
    private const int Padding = 200 + 300;

    [Fact]
    public void An_interruption_without_words_goes_on_with_the_very_next_byte()
    {
        using var line = new Line();
        line.ModelAnswers(3000);
        line.Pass(1000);
        line.CallerSpeaks();
        line.Pass(700);
        line.CallerStops();
        line.Pass(200);
        line.Heard.ShouldBe(8000, "nothing was said meanwhile");
        line.Understood(" ");
        line.Pass(2500);
        line.HeardMs.ShouldBe(Spoken(3000));
        line.Turns.Counts.FalseStarts.ShouldBe(1);
        line.ToBrain.ShouldBe([new AssistantHeard("item_1", 3000, null, Interrupted: false)]);
        line.Buffers.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void What_is_heard_after_it_comes_back_into_the_models_memory_as_text_and_the_noise_goes_out_of_it()
    {
        using var line = new Line();
        line.ModelAnswers(3000, "one two three four five six");
        line.Pass(1000);
        line.Log.Clear();
        line.CallerSpeaks();
        line.CallerStops();
        line.Understood("");
        line.Log.Take(4).ShouldBe(["clear", "truncate item_1", "delete caller_1", "play"]);
        line.Pass(2500);
        line.Log.ShouldContain("remember 'three four five six'", "the model had forgotten all but the first second");
    }

    [Fact]
    public void Cut_again_the_model_remembers_what_was_heard_between_the_cuts()
    {
        using var line = new Line();
        line.ModelAnswers(3000, "one two three four five six");
        line.Pass(1000);
        line.CallerSpeaks();
        line.CallerStops();
        line.Understood("");
        line.Pass(1000);
        line.CallerSpeaks("caller_2");
        line.ToModel.OfType<ItemTruncate>().Count().ShouldBe(1, "an item is truncated once");
        line.Log[^1].ShouldBe("remember 'three four'");
        line.Understood("Stop.", "caller_2");
        AssistantHeard heard = line.ToBrain.OfType<AssistantHeard>().Single();
        heard.ShouldBe(new AssistantHeard("item_1", 2000, "one two three four", Interrupted: true));
    }

    [Fact]
    public void The_models_answer_to_nothing_is_cancelled_and_never_heard()
    {
        using var line = new Line();
        line.ModelAnswers(3000);
        line.Pass(1000);
        line.CallerSpeaks();
        line.CallerStops();
        line.Model(new ResponseCreated("resp_2"));
        line.Understood("");
        line.ToModel.OfType<ResponseCancel>().Single().ResponseId.ShouldBe("resp_2");
        line.ModelSpeaks(400, "item_2", "resp_2");
        line.Model(Done("resp_2", ResponseStatuses.Cancelled));
        line.Pass(3000);
        line.HeardMs.ShouldBe(Spoken(3000));
        line.ToModel.OfType<ItemTruncate>().Last().ShouldBe(new ItemTruncate("item_2", 0, 0), "nor remembered");
    }

    [Fact]
    public void When_the_answer_is_heard_first_it_stays_and_the_rest_is_dropped()
    {
        using var line = new Line();
        line.ModelAnswers(3000);
        line.Pass(1000);
        line.CallerSpeaks();
        line.CallerStops();
        line.Model(new ResponseCreated("resp_2"));
        line.ModelSpeaks(500, "item_2", "resp_2", done: true);
        line.Model(Done("resp_2"));
        line.Understood("");
        line.Pass(1000);
        line.Heard.ShouldBe(1500 * 8);
        line.ToModel.OfType<ResponseCancel>().ShouldBeEmpty();
        line.Turns.Counts.FalseStarts.ShouldBe(0);
    }

    [Fact]
    public void After_short_speech_the_answer_waits_for_the_transcript_and_is_dropped_when_there_are_no_words()
    {
        using Line line = CutShortlyAndAnswered();
        line.Pass(300);
        line.Heard.ShouldBe(8000);
        line.Understood("");
        line.ToModel.OfType<ItemTruncate>().Last().ShouldBe(new ItemTruncate("item_2", 0, 0), "the model must not remember its answer");
        line.Pass(3000);
        line.HeardMs.ShouldBe(Spoken(3000));
        line.ToBrain.OfType<AssistantHeard>().Select(heard => (heard.ItemId, heard.HeardMs)).ShouldBe([("item_2", 0), ("item_1", 3000)]);
    }

    [Fact]
    public void After_short_speech_with_words_the_answer_is_heard()
    {
        using Line line = CutShortlyAndAnswered();
        line.Pass(300);
        line.Understood("Stop.");
        line.Pass(1000);
        line.HeardMs.ShouldBe([.. Spoken(1000), .. Spoken(3500).Skip(3000)]);
    }

    [Fact]
    public void The_answer_does_not_wait_for_ever()
    {
        using Line line = CutShortlyAndAnswered();
        line.Pass(699);
        line.Heard.ShouldBe(8000);
        line.Pass(700);
        line.HeardMs.Count.ShouldBe(1500);
        line.Understood("");
        line.Pass(3000);
        line.HeardMs.Count.ShouldBe(1500);
    }

    [Fact]
    public void An_answer_that_waited_is_dropped_when_the_caller_speaks_again()
    {
        using Line line = CutShortlyAndAnswered();
        line.CallerSpeaks("caller_2");
        line.CallerStops("caller_2");
        line.Understood("Stop, please.", "caller_2");
        line.Pass(3000);
        line.Heard.ShouldBe(8000);
        line.ToModel.OfType<ItemTruncate>().Select(truncate => truncate.ItemId).ShouldBe(["item_1", "item_2"]);
    }

    [Fact]
    public void An_answer_that_was_cancelled_in_the_making_is_finished_by_the_model()
    {
        using var line = new Line();
        line.Model(new ResponseCreated("resp_1"));
        line.ModelSpeaks(1500);
        line.Pass(1000);
        line.CallerSpeaks();
        line.ToModel.OfType<ResponseCancel>().Single().ResponseId.ShouldBe("resp_1");
        line.Model(Done("resp_1", ResponseStatuses.Cancelled));
        line.CallerStops();
        line.Understood("");
        line.Pass(400);
        line.ToModel.OfType<ResponseCreate>().ShouldBeEmpty("the rest is still being said");
        line.Pass(3000);
        line.ToModel.OfType<ResponseCreate>().Single().Instructions!.ShouldContain("Go on");
    }

    [Fact]
    public void Without_the_option_what_was_cut_is_gone()
    {
        using var line = new Line(new TurnOptions { ResumeFalseStarts = false });
        line.ModelSpeaks(3000, done: true);
        line.Pass(1000);
        line.CallerSpeaks();
        line.ToBrain.OfType<AssistantHeard>().Single().HeardMs.ShouldBe(1000);
        line.CallerStops();
        line.Understood("");
        line.Pass(3000);
        line.Heard.ShouldBe(8000);
    }

    [Fact]
    public void When_nobody_tells_what_was_said_it_counts_as_words()
    {
        using var line = new Line();
        line.ModelSpeaks(3000, done: true);
        line.Pass(1000);
        line.CallerSpeaks();
        line.CallerStops();
        line.Pass(4999);
        line.ToBrain.ShouldBeEmpty();
        line.Pass(2);
        line.ToBrain.OfType<AssistantHeard>().Single().Interrupted.ShouldBeTrue();
    }

    [Fact]
    public void A_transcription_that_failed_counts_as_words()
    {
        using var line = new Line();
        line.ModelSpeaks(3000, done: true);
        line.Pass(1000);
        line.CallerSpeaks();
        line.CallerStops();
        line.Model(new InputTranscriptionFailed("caller_1", "audio_unintelligible", "no"));
        line.ToBrain.OfType<AssistantHeard>().Single().Interrupted.ShouldBeTrue();
    }

    [Fact]
    public void Speech_that_is_shorter_than_the_minimum_does_not_interrupt_the_model_at_all()
    {
        using Line line = WithMinimum(ms: 250);
        line.Model(new ResponseCreated("resp_1"));
        line.ModelSpeaks(2000);
        line.Pass(1000);
        line.Log.Clear();
        line.CallerSpeaks();
        line.Pass(500);
        line.ModelSpeaks(1000, done: true);
        line.Model(Done("resp_1"));
        line.Heard.ShouldBe(8000, "it is silent at once all the same");
        line.CallerStops(endMs: 249 + Padding);
        line.Pass(3000);
        line.Log.Distinct().ShouldBe(["clear", "play"], "no cancel, no truncate");
        line.HeardMs.ShouldBe(Spoken(3000));
    }

    [Fact]
    public void Speech_of_the_minimum_counts()
    {
        using Line line = WithMinimum(ms: 250);
        line.ModelSpeaks(3000, done: true);
        line.Pass(1000);
        line.CallerSpeaks();
        line.ToModel.ShouldBeEmpty();
        line.Pass(500);
        line.CallerStops(endMs: 250 + Padding);
        line.ToModel.OfType<ItemTruncate>().Single().AudioEndMs.ShouldBe(1000);
    }

    [Fact]
    public void Speech_counts_as_soon_as_it_has_lasted_for_the_minimum()
    {
        using Line line = WithMinimum(ms: 250);
        line.ModelSpeaks(3000, done: true);
        line.Pass(1000);
        line.CallerSpeaks();
        line.Pass(549);
        line.ToModel.ShouldBeEmpty("a shorter one would be reported as over only now");
        line.Pass(2);
        line.ToModel.OfType<ItemTruncate>().Single().AudioEndMs.ShouldBe(1000);
    }

    [Fact]
    public void The_models_answer_to_speech_below_the_minimum_is_not_wanted()
    {
        using Line line = WithMinimum(ms: 250);
        line.ModelSpeaks(3000, done: true);
        line.Pass(1000);
        line.CallerSpeaks();
        line.CallerStops(endMs: 100 + Padding);
        line.Model(new ResponseCreated("resp_2"));
        line.ToModel.OfType<ResponseCancel>().Single().ResponseId.ShouldBe("resp_2");
        line.Model(Done("resp_2", ResponseStatuses.Cancelled));
        line.CallerSpeaks("caller_2");
        line.CallerStops("caller_2", endMs: 3000);
        line.Model(new ResponseCreated("resp_3"));
        line.ToModel.OfType<ResponseCancel>().Count().ShouldBe(1, "the next one is");
    }

    [Fact]
    public void A_protected_greeting_is_said_to_its_end_and_what_the_caller_said_is_answered()
    {
        using var line = new Line(new TurnOptions { ProtectGreeting = true });
        line.Say("say_1", "Hello.", SpeechSources.Greeting);
        line.Model(new ResponseCreated("resp_1") { Metadata = line.ToModel.OfType<ResponseCreate>().Single().Metadata });
        line.ModelSpeaks(1500);
        line.Pass(500);
        line.CallerSpeaks();
        line.Pass(300);
        line.CallerStops();
        line.ModelSpeaks(500, done: true);
        line.Model(Done("resp_1"));
        line.Pass(2500);
        line.Log.ShouldNotContain("clear");
        line.HeardMs.ShouldBe(Spoken(2000));
        line.ToModel.OfType<ResponseCreate>().Last().Instructions.ShouldBeNull("an answer, which the model could not begin by itself");
    }

    [Fact]
    public void What_follows_a_protected_greeting_can_be_interrupted()
    {
        using var line = new Line(new TurnOptions { ProtectGreeting = true });
        line.Say("say_1", "Hello.", SpeechSources.Greeting);
        line.Model(new ResponseCreated("resp_1") { Metadata = line.ToModel.OfType<ResponseCreate>().Single().Metadata });
        line.ModelSpeaks(500, done: true);
        line.Model(Done("resp_1"));
        line.Pass(700);
        line.Model(new ResponseCreated("resp_2"));
        line.ModelSpeaks(2000, "item_2", "resp_2");
        line.Pass(500);
        line.CallerSpeaks();
        line.Log.ShouldContain("clear");
    }

    /// <summary>A second was heard of three, the caller cut in for half a second, and half a second of an answer is there.</summary>
    private static Line CutShortlyAndAnswered()
    {
        var line = new Line(new TurnOptions().For(new ServerVad()));
        line.ModelAnswers(3000);
        line.Pass(1000);
        line.CallerSpeaks();
        line.CallerStops(endMs: 500 + Padding);
        line.Model(new ResponseCreated("resp_2"));
        line.ModelSpeaks(500, "item_2", "resp_2", done: true);
        line.Model(Done("resp_2"));
        return line;
    }

    private static Line WithMinimum(int ms) => new(new TurnOptions { MinSpeech = TimeSpan.FromMilliseconds(ms) }.For(new ServerVad()));

    /// <summary>All that a line's model has said, without a gap and nothing twice.</summary>
    private static IEnumerable<long> Spoken(int ms) => Enumerable.Range(0, ms).Select(number => (long)number);
}
