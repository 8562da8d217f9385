using AgenticAi.Conversations;

namespace AgenticAi.Intents.Tests.Rules;

/// <summary>The command in the words that an agent is given: the whole of it, to the letter.</summary>
public sealed class CommandTextTests
{
    [Theory]
    [InlineData("Could you please call Bob?", "call Bob")]
    [InlineData("uh yeah so please call the office", "call the office")]
    [InlineData("I'd like you to send the report to my boss.", "send the report to my boss")]
    [InlineData("would you mind calling the doctor for me", "call the doctor")]
    [InlineData("would you mind cancelling my flight", "cancel my flight")]
    [InlineData("I need a taxi to the airport", "get a taxi to the airport")]
    [InlineData("What's the weather in Berlin?", "What's the weather in Berlin")]
    [InlineData("can you tell me if my flight is on time", "check if my flight is on time")]
    [InlineData("don't forget to remind me about the dentist tomorrow", "remind me about the dentist tomorrow")]
    [InlineData("if it rains tomorrow send me a message at seven", "if it rains tomorrow send me a message at seven")]
    [InlineData("Hi there, how are you? Could you book a table for two on Friday, and send me the address?",
        "book a table for two on Friday, and send me the address")]
    [InlineData("Call Bob. Then send him the address.", "call Bob; send him the address")]
    [InlineData("Book a table for two. On Friday at eight.", "book a table for two, On Friday at eight")]
    [InlineData("I'm running late, text Anna that I'll be there at nine", "text Anna that I'll be there at nine")]
    [InlineData("[noise] call (cough) Dr. Miller", "call Dr. Miller")]
    public void Politeness_and_noise_are_taken_off(string said, string command)
    {
        Intent intent = Understanding.Of(said);
        intent.Kind.ShouldBe(IntentKind.Command);
        intent.Command.ShouldBe(command);
        intent.AskBack.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Call Bob, no wait, Alice.", "call Alice")]
    [InlineData("call bob no wait alice", "call alice")]
    [InlineData("text bob no wait text alice that i am late", "text alice that i am late")]
    [InlineData("book a table for two no three people", "book a table for three people")]
    [InlineData("send the report to Bob, sorry, to Alice", "send the report to Alice")]
    [InlineData("book a flight on Monday uh no Tuesday to Rome", "book a flight on Tuesday to Rome")]
    [InlineData("remind me tomorrow, actually no, on Friday, to pay the rent", "remind me on Friday to pay the rent")]
    [InlineData("Call Bob. No, Alice.", "call Alice")]
    public void Of_a_slip_of_the_tongue_only_the_last_version_counts(string said, string command) =>
        Understanding.Of(said).Command.ShouldBe(command);

    [Theory]
    [InlineData("No, I meant Tuesday.", "book a table for two on Friday", "book a table for two on Tuesday")]
    [InlineData("actually make it three people", "book a table for two on Friday at eight",
        "book a table for three people on Friday at eight")]
    [InlineData("not Friday, Saturday", "book a table for two on Friday", "book a table for two on Saturday")]
    [InlineData("I meant Alice not Bob", "call Bob", "call Alice")]
    [InlineData("send it to Anna instead of Peter", "send the contract to Peter", "send the contract to Anna")]
    [InlineData("no, at nine", "remind me at eight to call Bob", "remind me at nine to call Bob")]
    [InlineData("and make it vegetarian", "order a pizza", "order a pizza, but vegetarian")]
    [InlineData("no call Alice instead", "call Bob", "call Alice")]
    [InlineData("change it to half past nine", "wake me at seven", "wake me at half past nine")]
    public void A_correction_is_the_whole_command_as_it_is_meant_now(string said, string before, string command)
    {
        Intent intent = Understanding.Of(said, Understanding.Running(before));
        intent.Kind.ShouldBe(IntentKind.Correction);
        intent.Command.ShouldBe(command);
        intent.AskBack.ShouldBeFalse();
    }

    [Fact]
    public void A_correction_of_nothing_asks_back()
    {
        Intent intent = Understanding.Of("No, I meant Tuesday.");
        intent.Kind.ShouldBe(IntentKind.Correction);
        intent.AskBack.ShouldBeTrue();
    }

    [Theory]
    [InlineData("do that again", "order a pizza margherita", "On its way.", "order a pizza margherita")]
    [InlineData("could you do the same for Saturday", "book a table for two on Friday", "Booked.", "book a table for two for Saturday")]
    [InlineData("book the second one please", "find hotels in Berlin", "I found the Adlon, the Ritz and the Hilton.", "book the Ritz")]
    [InlineData("the last one", "find hotels in Berlin", "1. Adlon, 2. Ritz, 3. Hilton", "choose Hilton")]
    [InlineData("send it to Bob", "write a summary of the meeting", "Here it is.", "send the summary of the meeting to Bob")]
    [InlineData("call him again", "call Bob", "Nobody answered.", "call Bob again")]
    [InlineData("tell her I'm late", "call Alice", "She did not answer.", "tell Alice I'm late")]
    public void What_is_pointed_at_is_named(string said, string before, string answer, string command)
    {
        Intent intent = Understanding.Of(said, Understanding.Done(before, answer));
        intent.Command.ShouldBe(command);
        intent.AskBack.ShouldBeFalse();
    }

    [Theory]
    [InlineData("do that again")]
    [InlineData("book the second one please")]
    [InlineData("send it to Bob")]
    [InlineData("call him again")]
    [InlineData("send an email")]
    [InlineData("remind me")]
    public void What_is_missing_or_pointed_at_and_unknown_is_asked_for(string said)
    {
        Intent intent = Understanding.Of(said);
        intent.Kind.ShouldBe(IntentKind.Command);
        intent.AskBack.ShouldBeTrue();
    }

    [Theory]
    [InlineData("call her office")]
    [InlineData("open that door")]
    [InlineData("translate this sentence into French")]
    public void A_word_that_belongs_to_the_next_one_points_at_nothing(string said)
    {
        Intent intent = Understanding.Of(said);
        intent.Command.ShouldBe(said);
        intent.AskBack.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Send it.", IntentKind.Confirm)]
    [InlineData("No, don't send it.", IntentKind.Decline)]
    [InlineData("don't send it", IntentKind.Decline)]
    [InlineData("okay", IntentKind.Confirm)]
    [InlineData("yes, that is my brother", IntentKind.Chat)]
    public void While_a_command_waits_for_a_yes_it_is_about_that(string said, IntentKind kind) =>
        Understanding.Of(said, Understanding.Held("send the report to Bob")).Kind.ShouldBe(kind);

    [Theory]
    [InlineData("cancel the taxi", IntentKind.Cancel)]
    [InlineData("cancel the hotel", IntentKind.Command)]
    [InlineData("don't order it", IntentKind.Cancel)]
    public void While_a_command_runs_it_can_be_named_to_be_stopped(string said, IntentKind kind) =>
        Understanding.Of(said, Understanding.Running("order a taxi to the airport")).Kind.ShouldBe(kind);

    [Theory]
    [InlineData("send an email", "to Bob, that I'm late", "send an email to Bob, that I'm late")]
    [InlineData("call him", "Alice", "call Alice")]
    [InlineData("remind me", "to take my pills at nine", "remind me to take my pills at nine")]
    [InlineData("book something please", "a table for two tonight", "book a table for two tonight")]
    public void What_was_asked_back_is_answered(string before, string said, string command)
    {
        ConversationMemory memory = ConversationMemory.None with
        {
            Turns = [new RememberedWords(ItemRole.Caller, before), new RememberedWords(ItemRole.Assistant, "What exactly?")],
        };
        Intent intent = Understanding.Of(said, memory);
        intent.Command.ShouldBe(command);
        intent.AskBack.ShouldBeFalse();
        Understanding.Of(said, memory with { Turns = [memory.Turns[0]] }).Kind.ShouldNotBe(IntentKind.Command, "nothing was asked");
    }

    [Fact]
    public void The_more_outright_the_surer()
    {
        double[] confidences =
        [
            Understanding.Of("call Bob").Confidence,
            Understanding.Of("could you call Bob").Confidence,
            Understanding.Of("I was wondering if you could call Bob").Confidence,
            Understanding.Of("I need a taxi").Confidence,
        ];
        confidences.ShouldBeInOrder(SortDirection.Descending);
        confidences.ShouldBeUnique();
        confidences.ShouldAllBe(confidence => confidence > 0.6 && confidence < 1);
    }
}
