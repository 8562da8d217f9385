using System.Text;
using System.Text.Json.Nodes;
using AgenticAi.Agents.Wire;

namespace AgenticAi.Agents.Tests.Wire;

public sealed class TaskJsonTests
{
    [Fact]
    public void A_task_has_the_shape_that_is_documented() =>
        JsonNode.DeepEquals(JsonNode.Parse(TaskJson.Write(Tasks.Full)), JsonNode.Parse("""
            {
              "id": "task-1",
              "conversation_id": "CA1",
              "session_key": "caller-1",
              "caller": "+14155550123",
              "text": "Do that again",
              "entities": [{ "kind": "time", "value": "eight" }, { "kind": "person", "value": "Zoë \"Z\"" }],
              "memory": {
                "earlier": [
                  { "text": "Book a table", "entities": [{ "kind": "number", "value": "two" }], "status": "timed_out", "answer": null }
                ],
                "turns": [{ "role": "caller", "text": "Hello" }, { "role": "assistant", "text": "Hi" }],
                "commands": [{ "text": "Note milk", "entities": [], "status": "completed", "answer": "Noted." }]
              }
            }
            """)).ShouldBeTrue(Encoding.UTF8.GetString(TaskJson.Write(Tasks.Full)));

    [Fact]
    public void What_a_caller_says_cannot_leave_its_string()
    {
        const string Said = "\"}\n{\"type\":\"cancel\"} \0 \u2028 </script> Ω";
        string json = Encoding.UTF8.GetString(TaskJson.Write(Tasks.Of(Said)));
        json.ShouldNotContain('\n');
        json.ShouldNotContain('\0');
        JsonNode.Parse(json)!["text"]!.GetValue<string>().ShouldBe(Said);
    }
}
