using System.Net;
using System.Text.Json;
using AgenticAi.Conversations;
using AgenticAi.Testing;

namespace AgenticAi.Tests.Calls;

/// <summary><c>GET /api/conversations</c>.</summary>
public sealed class ConversationListApiTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recorded_calls_are_listed_page_by_page()
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        for (int n = 0; n < 5; n++)
        {
            StoredEntries.Store(
                exchange.JournalPath, $"c{n}", Noon.AddMinutes(n),
                new StartConversation(
                    $"c{n}", "MZ1", CallDirection.Inbound, "+15550100", "+15550199", new ConversationSettings("m", "v", "pcm16", "i")),
                new EndConversation(n == 2 ? CallEndReason.Operator : CallEndReason.CallerHungUp, null));
        }

        await Eventually.TrueAsync(
            async ValueTask<bool> () => (await exchange.Journal.ListAsync(new ConversationQuery(), Cancelled)).Count == 5, "the calls in the list");
        (string[] first, string? next) = await ListAsync(exchange, "?limit=2");
        first.ShouldBe(["c4", "c3"]);
        (string[] second, next) = await ListAsync(exchange, $"?limit=2&after={next}");
        second.ShouldBe(["c2", "c1"]);
        (string[] last, next) = await ListAsync(exchange, $"?limit=2&after={next}");
        last.ShouldBe(["c0"]);
        next.ShouldBeNull();
        (await ListAsync(exchange, "?ended=operator&number=%2B15550100")).Ids.ShouldBe(["c2"]);
        (await ListAsync(exchange, "?since=2026-11-02T12:03:00Z&min_cost=0")).Ids.ShouldBeEmpty();
        (await ListAsync(exchange, "?since=2026-11-02T12:03:00Z&until=2026-11-02T12:04:00Z")).Ids.ShouldBe(["c3"]);
    }

    [Theory]
    [InlineData("?limit=0", "limit: '0' is not a whole number from 1 to 1000")]
    [InlineData("?limit=1001", "limit: '1001' is not")]
    [InlineData("?since=yesterday", "since: 'yesterday' is not a time")]
    [InlineData("?ended=bored", "ended: 'bored' is not an end reason")]
    [InlineData("?min_cost=-1", "min_cost: '-1' is not an amount")]
    [InlineData("?after=there", "after: 'there' is not what 'next' of the page before was")]
    [InlineData("?colour=blue", "'colour' is not known here")]
    public async Task What_is_wrong_with_a_question_is_said_with_key_value_and_rule(string asked, string said)
    {
        await using Exchange exchange = await Exchange.OpenAsync();
        using HttpResponseMessage answer = await exchange.Http.GetAsync(AddressOf(exchange, asked), Cancelled);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using JsonDocument error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
        error.RootElement.GetProperty("error").GetString().ShouldNotBeNull().ShouldContain(said);
    }

    private static async Task<(string[] Ids, string? Next)> ListAsync(Exchange exchange, string asked)
    {
        using JsonDocument list = JsonDocument.Parse(await exchange.Http.GetStringAsync(AddressOf(exchange, asked), Cancelled));
        return (
            [.. list.RootElement.GetProperty("conversations").EnumerateArray().Select(row => row.GetProperty("id").GetString()!)],
            list.RootElement.GetProperty("next").GetString());
    }

    private static Uri AddressOf(Exchange exchange, string asked) => new(exchange.Server.Url, "/api/conversations" + asked);
}
