using AgenticAi.Calls.Agents;

namespace AgenticAi.Calls.Tests.Agents;

public sealed class SpokenDigitsTests
{
    [Theory]
    [InlineData("one two three four", "1234")]
    [InlineData("It's 12 34.", "1234")]
    [InlineData("Oh, eight one five", "0815")]
    [InlineData("double five, triple nine", "55999")]
    [InlineData("one-two-three-four!", "1234")]
    [InlineData("my pin is zero 8 1 5 please", "0815")]
    [InlineData("I would like to book a table.", "")]
    [InlineData("", "")]
    public void Digits_are_found_in_what_is_said(string said, string digits) => SpokenDigits.In(said).ShouldBe(digits);
}
