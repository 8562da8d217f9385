using AgenticAi.Testing;
using AgenticAi.Twilio.StreamTokens;

namespace AgenticAi.Twilio.Tests.StreamTokens;

public class StreamTokenIssuerTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly StreamTokenIssuer _issuer;

    public StreamTokenIssuerTests() => _issuer = new StreamTokenIssuer(_time, capacity: 100);

    [Fact]
    public void A_token_is_good_for_its_call_once()
    {
        string token = _issuer.Issue("CA1");
        _issuer.TryRedeem(token, "CA1").ShouldBeTrue();
        _issuer.TryRedeem(token, "CA1").ShouldBeFalse();
        _issuer.Count.ShouldBe(0);
    }

    [Fact]
    public void A_token_of_another_call_is_refused_and_used_up()
    {
        string token = _issuer.Issue("CA1");
        _issuer.TryRedeem(token, "CA2").ShouldBeFalse();
        _issuer.TryRedeem(token, "CA1").ShouldBeFalse();
    }

    [Fact]
    public void A_call_may_have_several_tokens()
    {
        string[] tokens = [_issuer.Issue("CA1"), _issuer.Issue("CA1")];
        foreach (string token in tokens) _issuer.TryRedeem(token, "CA1").ShouldBeTrue();
    }

    [Fact]
    public void A_token_lives_for_sixty_seconds()
    {
        string[] tokens = [_issuer.Issue("CA1"), _issuer.Issue("CA1")];
        _time.Advance(TimeSpan.FromSeconds(60) - TimeSpan.FromTicks(1));
        _issuer.TryRedeem(tokens[0], "CA1").ShouldBeTrue();
        _time.Advance(TimeSpan.FromTicks(1));
        _issuer.TryRedeem(tokens[1], "CA1").ShouldBeFalse();
    }

    [Fact]
    public void Tokens_are_long_random_and_fit_for_a_parameter()
    {
        string[] tokens = [.. Enumerable.Range(0, 100).Select(_ => _issuer.Issue("CA1"))];
        tokens.Distinct().Count().ShouldBe(100);
        foreach (string token in tokens)
        {
            token.Length.ShouldBe(43);
            token.ShouldAllBe(character => char.IsAsciiLetterOrDigit(character) || character == '-' || character == '_');
        }

        // A source of 256 random bits a token leaves no position the same in a hundred tokens; the last holds four bits only.
        for (int position = 0; position < 43; position++) tokens.Select(token => token[position]).Distinct().Count().ShouldBeGreaterThan(8);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Anything_else_is_refused(string token)
    {
        _issuer.Issue("CA1");
        _issuer.TryRedeem(token, "CA1").ShouldBeFalse();
        _issuer.TryRedeem(token, "").ShouldBeFalse();
        _issuer.Count.ShouldBe(1);
    }

    [Fact]
    public void Expired_tokens_leave_nothing_behind()
    {
        for (int i = 0; i < 100; i++) _issuer.Issue("CA1");
        _time.Advance(TimeSpan.FromSeconds(60));
        _issuer.Issue("CA2");
        _issuer.Count.ShouldBe(1);
        _issuer.Dropped.ShouldBe(0);
    }

    [Fact]
    public void When_there_are_too_many_the_oldest_is_dropped_and_counted()
    {
        string[] tokens = [.. Enumerable.Range(0, 102).Select(_ => _issuer.Issue("CA1"))];
        _issuer.Count.ShouldBe(100);
        _issuer.Dropped.ShouldBe(2);
        tokens.Select(token => _issuer.TryRedeem(token, "CA1")).ShouldBe([false, false, .. Enumerable.Repeat(true, 100)]);
    }

    [Fact]
    public async Task Of_many_threads_with_one_token_one_succeeds()
    {
        const int threads = 4;
        string[] tokens = [.. Enumerable.Range(0, 100).Select(_ => _issuer.Issue("CA1"))];
        using var together = new Barrier(threads);
        bool[][] redeemed = await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Factory.StartNew(
            () => tokens.Select(token => together.SignalAndWait(TestTimeout.Default) && _issuer.TryRedeem(token, "CA1")).ToArray(),
            TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))).Within();
        for (int i = 0; i < tokens.Length; i++) redeemed.Count(results => results[i]).ShouldBe(1);
    }

    [Fact]
    public async Task Many_threads_may_issue_and_redeem_at_once()
    {
        bool[][] redeemed = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(
            () => Enumerable.Range(0, 500).Select(i => _issuer.TryRedeem(_issuer.Issue($"CA{thread}-{i}"), $"CA{thread}-{i}")).ToArray(),
            TestContext.Current.CancellationToken))).Within();
        redeemed.ShouldAllBe(results => results.All(success => success));
        _issuer.Count.ShouldBe(0);
        _issuer.Dropped.ShouldBe(0);
    }

    [Fact]
    public void A_token_needs_a_call_and_a_place()
    {
        Should.Throw<ArgumentException>(() => _issuer.Issue(""));
        Should.Throw<ArgumentOutOfRangeException>(() => new StreamTokenIssuer(_time, 0));
    }
}
