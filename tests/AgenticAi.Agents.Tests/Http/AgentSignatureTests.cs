using System.Text;
using AgenticAi.Agents.Http;

namespace AgenticAi.Agents.Tests.Http;

public sealed class AgentSignatureTests
{
    private const string Secret = "0123456789abcdef";
    private static readonly byte[] Body = """{"id":"1"}"""u8.ToArray();
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_is_what_openssl_computes()
    {
        // printf '%s' '1763812800.{"id":"1"}' | openssl dgst -sha256 -hmac 0123456789abcdef
        AgentSignature.Compute(Secret, "1763812800", Body)
            .ShouldBe("sha256=0cae839150b99a734106c5848caee7acb3c324fd354e9d7404143699e83f98a8");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(301, false)]
    [InlineData(-301, false)]
    public void It_is_good_for_five_minutes(int seconds, bool valid)
    {
        string timestamp = AgentSignature.Timestamp(Now.AddSeconds(seconds));
        AgentSignature.IsValid(Secret, timestamp, AgentSignature.Compute(Secret, timestamp, Body), Body, Now).ShouldBe(valid);
    }

    [Fact]
    public void Anything_else_is_wrong()
    {
        string timestamp = AgentSignature.Timestamp(Now);
        string right = AgentSignature.Compute(Secret, timestamp, Body);
        AgentSignature.IsValid(Secret, timestamp, right, "{}"u8, Now).ShouldBeFalse();
        AgentSignature.IsValid("another secret 12", timestamp, right, Body, Now).ShouldBeFalse();
        AgentSignature.IsValid(Secret, AgentSignature.Timestamp(Now.AddSeconds(1)), right, Body, Now).ShouldBeFalse();
        foreach (string? wrong in new[] { null, "", "sha256=", right[7..], right.ToUpperInvariant(), right + "0", "Ω" })
            AgentSignature.IsValid(Secret, timestamp, wrong, Body, Now).ShouldBeFalse();
        foreach (string? wrong in new[] { null, "", "now", "-1", "1e9", "99999999999999999999", "9223372036854775807", " " + timestamp })
            AgentSignature.IsValid(Secret, wrong, wrong is null ? right : AgentSignature.Compute(Secret, wrong, Body), Body, Now)
                .ShouldBeFalse();
    }

    [Fact]
    public void The_sample_for_receivers_agrees()
    {
        string timestamp = AgentSignature.Timestamp(Now);
        string ours = AgentSignature.Compute(Secret, timestamp, Body);
        ExampleAgentSample.Signature.Compute(Secret, timestamp, Body).ShouldBe(ours);
        ExampleAgentSample.Signature.IsValid(Secret, timestamp, ours, Body, Now).ShouldBeTrue();
        ExampleAgentSample.Signature.IsValid(Secret, timestamp, ours, Body, Now.AddSeconds(301)).ShouldBeFalse();
        ExampleAgentSample.Signature.IsValid(Secret, timestamp, "sha256=0", Body, Now).ShouldBeFalse();
        ExampleAgentSample.Signature.IsValid(Secret, timestamp, ours, Encoding.UTF8.GetBytes("{}"), Now).ShouldBeFalse();
    }
}
