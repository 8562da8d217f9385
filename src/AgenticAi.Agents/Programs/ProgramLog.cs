using System.Text;
using AgenticAi.Agents.Wire;
using Microsoft.Extensions.Logging;

namespace AgenticAi.Agents.Programs;

/// <summary>
/// What a program writes for the log (stderr): line by line, bounded, without secrets. The last lines are kept for the exception.
/// </summary>
internal sealed class ProgramLog(ILogger logger, string taskId, IReadOnlyList<string> secrets)
{
    private const int MostLines = 200;
    private const int LastLines = 5;

    private readonly Queue<string> _last = new();
    private int _lines;

    /// <summary>Reads to the end. What is too much is read and thrown away, or the program would wait for us for ever.</summary>
    public async Task ReadAsync(StreamReader output)
    {
        char[] buffer = new char[4096];
        var line = new StringBuilder();
        int read;
        while ((read = await output.ReadAsync(buffer)) > 0)
        {
            foreach (char c in buffer.AsSpan(0, read))
            {
                if (c == '\n') Take(line);
                // One more than is shown, so that what was cut can be seen; secrets are looked for before that.
                else if (line.Length < 8 * AgentLimits.ReasonChars) line.Append(c);
            }
        }

        Take(line);
    }

    /// <summary>The last lines, in one.</summary>
    public string Last => _last.Count == 0 ? "it wrote nothing to stderr" : string.Join(" | ", _last);

    private void Take(StringBuilder written)
    {
        string text = written.ToString();
        written.Clear();
        if (string.IsNullOrWhiteSpace(text)) return;
        string line = Reason.Of(text, secrets);
        _last.Enqueue(line);
        if (_last.Count > LastLines) _last.Dequeue();
        _lines++;
        if (_lines <= MostLines) logger.ProgramLine(taskId, line);
        else if (_lines == MostLines + 1) logger.ProgramLinesLeftOut(taskId);
    }
}
