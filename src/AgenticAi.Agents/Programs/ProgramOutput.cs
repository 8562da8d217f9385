using System.Text;
using AgenticAi.Agents.Wire;
using AgenticAi.Conversations;

namespace AgenticAi.Agents.Programs;

/// <summary>
/// What a program wrote to stdout: when it begins with a brace, a JSON object like the answers of other agents; otherwise the answer
/// itself, without white space around it. A broken object is an error and never read to the caller.
/// </summary>
internal static class ProgramOutput
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="AgentException">It cannot be read, or it tells an error.</exception>
    public static AgentAnswer Read(byte[] output, IReadOnlyList<string> secrets)
    {
        string text;
        try
        {
            text = Strict.GetString(output).Trim();
        }
        catch (DecoderFallbackException)
        {
            throw new AgentException("The program's answer is not UTF-8.");
        }

        return text.StartsWith('{') ? AnswerJson.Parse(Encoding.UTF8.GetBytes(text)).ToAnswer(secrets) : new AgentAnswer(text);
    }
}
