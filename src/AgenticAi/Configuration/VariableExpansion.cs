using System.Text;

namespace AgenticAi.Configuration;

/// <summary>
/// Replaces <c>${NAME}</c> and <c>${NAME:default}</c>; <c>$${</c> stands for <c>${</c> itself. It works on values after the YAML is
/// read, so no variable can add a key or a line. Replaced text is not looked at again. A variable that is set but empty counts as set.
/// </summary>
public static class VariableExpansion
{
    /// <summary>Expands <paramref name="text"/>.</summary>
    /// <param name="text">The value as written.</param>
    /// <param name="variables">A variable's value, or null when it is not set.</param>
    /// <param name="problem">What is wrong, or null. No value of a variable is part of it.</param>
    /// <returns>The expanded text; of no use when there is a problem.</returns>
    public static string Expand(string text, Func<string, string?> variables, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(variables);
        problem = null;
        var result = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length;)
        {
            if (StartsWith(text, at, "$${"))
            {
                result.Append("${");
                at += 3;
            }
            else if (StartsWith(text, at, "${"))
            {
                int end = text.IndexOf('}', at);
                string body = end < 0 ? "" : text[(at + 2)..end];
                result.Append(Resolve(body, variables, ref problem));
                at = end < 0 ? text.Length : end + 1;
            }
            else
            {
                result.Append(text[at++]);
            }
        }

        return result.ToString();
    }

    /// <summary>Letters, digits and underscores, not beginning with a digit.</summary>
    public static bool IsName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    }

    private static string Resolve(string body, Func<string, string?> variables, ref string? problem)
    {
        int colon = body.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? body : body[..colon];
        if (!IsName(name))
        {
            problem ??= "${ must be followed by a name, as in ${NAME} or ${NAME:default}; write $${ for the characters themselves";
            return "";
        }

        string? value = variables(name) ?? (colon < 0 ? null : body[(colon + 1)..]);
        if (value is null) problem ??= $"the variable {name} is not set: set it in the environment or in .env";
        return value ?? "";
    }

    private static bool StartsWith(string text, int at, string start) =>
        string.CompareOrdinal(text, at, start, 0, start.Length) == 0;
}
