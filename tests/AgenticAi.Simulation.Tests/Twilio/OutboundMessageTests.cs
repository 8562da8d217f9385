using System.Text;
using AgenticAi.Simulation.Twilio;

namespace AgenticAi.Simulation.Tests.Twilio;

public sealed class OutboundMessageTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"event":"media","media":{"payload":"AAAA"}}""")]
    [InlineData("""{"event":"media","streamSid":"MZother","media":{"payload":"AAAA"}}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1"}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1","media":"AAAA"}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1","media":{}}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1","media":{"payload":""}}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1","media":{"payload":"AAA"}}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1","media":{"payload":"AA AA"}}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1","media":{"payload":"%%%%"}}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1","media":{"payload":"AAAA","track":"outbound"}}""")]
    [InlineData("""{"event":"media","streamSid":"MZ1","media":{"payload":"AAAA"},"extra":1}""")]
    [InlineData("""{"event":"mark","streamSid":"MZ1","mark":{}}""")]
    [InlineData("""{"event":"mark","streamSid":"MZ1","mark":{"name":""}}""")]
    [InlineData("""{"event":"mark","streamSid":"MZ1","mark":{"name":7}}""")]
    [InlineData("""{"event":"clear","streamSid":"MZ1","clear":{}}""")]
    [InlineData("""{"event":"stop","streamSid":"MZ1"}""")]
    [InlineData("""{"event":1,"streamSid":"MZ1"}""")]
    public void What_the_documentation_does_not_show_is_invalid(string text)
    {
        OutboundMessage message = OutboundMessage.Read(Encoding.UTF8.GetBytes(text), "MZ1");

        message.Kind.ShouldBe(OutboundKind.Invalid);
        message.Fault.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_three_messages_of_the_documentation_are_read()
    {
        OutboundMessage media = OutboundMessage.Read(
            """{"event":"media","streamSid":"MZ1","media":{"payload":"/38A"}}"""u8.ToArray(), "MZ1");
        OutboundMessage mark = OutboundMessage.Read("""{"event":"mark","streamSid":"MZ1","mark":{"name":"m"}}"""u8.ToArray(), "MZ1");
        OutboundMessage clear = OutboundMessage.Read("""{"streamSid":"MZ1","event":"clear"}"""u8.ToArray(), "MZ1");

        media.Audio.ShouldBe([0xFF, 0x7F, 0x00]);
        mark.Mark.ShouldBe("m");
        clear.Kind.ShouldBe(OutboundKind.Clear);
    }
}
