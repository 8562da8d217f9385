using AgenticAi.Agents.Sessions;
using FsCheck;
using FsCheck.Fluent;

namespace AgenticAi.Agents.Tests.Sessions;

public sealed class SessionKeysTests
{
    private readonly SessionKeys _keys = new("a secret of ours");

    [Fact]
    public void A_caller_has_one_session_for_all_calls_and_it_says_nothing_of_the_number()
    {
        string key = _keys.Of("+14155550123", "CA1");
        key.ShouldBe(_keys.Of(" +14155550123", "CA2"));
        key.ShouldBe(new SessionKeys("a secret of ours").Of("+14155550123", "CA3"));
        key.ShouldMatch("^caller-[0-9a-f]{32}$");
        key.ShouldNotContain("0123");
    }

    [Fact]
    public void Two_callers_never_share_one() =>
        Prop.ForAll(Gen.Choose(10_000_000, 99_999_999).Two().Where(pair => pair.Item1 != pair.Item2).ToArbitrary(), pair =>
            _keys.Of($"+49{pair.Item1}", "CA1") != _keys.Of($"+49{pair.Item2}", "CA1")).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("anonymous")]
    [InlineData("Anonymous")]
    [InlineData("ANONYMOUS")]
    [InlineData("Restricted")]
    [InlineData("+266696687")]
    [InlineData("266696687")]
    [InlineData("+1266696687")]
    [InlineData("+7378742833")]
    [InlineData("+86282452253")]
    [InlineData("+8656696")]
    [InlineData("+2562533")]
    [InlineData("unavailable")]
    [InlineData("unknown")]
    [InlineData("private")]
    [InlineData("sip:anonymous@anonymous.invalid")]
    [InlineData("sips:Restricted@example.org;user=phone")]
    public void Who_hides_the_number_has_a_session_for_each_call(string caller)
    {
        string key = _keys.Of(caller, "CA1");
        key.ShouldMatch("^call-[0-9a-f]{32}$");
        key.ShouldBe(_keys.Of(caller, "CA1"));
        key.ShouldNotBe(_keys.Of(caller, "CA2"));
    }

    [Theory]
    [InlineData("+14155550123")]
    [InlineData("+17378742833")]
    [InlineData("client:anonymous-fan")]
    [InlineData("sip:alice@example.org")]
    public void Who_shows_it_does_not(string caller) => _keys.Of(caller, "CA1").ShouldBe(_keys.Of(caller, "CA2"));

    [Fact]
    public void No_number_gives_the_key_of_a_call() =>
        // Whoever may choose what the network shows must not get into the session of a call.
        _keys.Of("CA1", "CA2")[^32..].ShouldNotBe(_keys.Of("anonymous", "CA1")[^32..]);

    [Fact]
    public void The_secret_decides_and_there_is_a_fixed_one()
    {
        _keys.Of("+14155550123", "CA1").ShouldNotBe(new SessionKeys("another").Of("+14155550123", "CA1"));
        new SessionKeys("").Of("+14155550123", "CA1").ShouldBe(new SessionKeys("").Of("+14155550123", "CA1"));
    }
}
