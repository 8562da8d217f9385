using System.Data.Common;
using Npgsql;

namespace AgenticAi.Journal;

/// <summary>What can be said of a connection string without opening anything. No text of this class repeats a value of it.</summary>
public static class JournalConnection
{
    /// <summary>Why it names no journal of that kind; null when it does.</summary>
    public static string? ProblemOf(JournalProvider provider, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(connectionString);
        return provider is JournalProvider.PostgreSql ? ProblemOfServer(connectionString) : ProblemOfFile(connectionString);
    }

    /// <summary>The password in it; null when there is none.</summary>
    public static string? PasswordOf(string connectionString) =>
        Parts(connectionString) is { } parts && PasswordKey(parts) is { } key ? parts[key].ToString() : null;

    /// <summary>The connection string as it may be shown: a password is replaced by a mask.</summary>
    public static string Shown(string connectionString)
    {
        if (Parts(connectionString) is not { } parts) return "(not readable, hidden)";
        if (PasswordKey(parts) is not { } key) return connectionString;
        parts[key] = "***";
        return parts.ConnectionString;
    }

    private static string? ProblemOfFile(string connectionString)
    {
        if (Parts(connectionString) is not { } parts) return "a SQLite connection string such as Data Source=data/agenticai.db";
        if (PasswordKey(parts) is not null) return "no password, since the file is not encrypted";
        return parts.ContainsKey("data source") || parts.ContainsKey("datasource") || parts.ContainsKey("filename")
            ? null
            : "a SQLite connection string such as Data Source=data/agenticai.db";
    }

    private static string? ProblemOfServer(string connectionString)
    {
        const string Allowed = "a PostgreSQL connection string such as Host=db;Username=agenticai;Password=...;Database=agenticai";
        if (Parts(connectionString) is not { } parts) return Allowed;
        foreach (string keyword in parts.Keys)
        {
            try
            {
                new NpgsqlConnectionStringBuilder { [keyword] = parts[keyword] }.ToString();
            }
            catch (Exception exception) when (exception
                is ArgumentException or FormatException or OverflowException or InvalidCastException)
            {
                return $"{Allowed}: not with {keyword} like this";
            }
        }

        return new NpgsqlConnectionStringBuilder(connectionString).Host is { Length: > 0 } ? null : Allowed;
    }

    private static DbConnectionStringBuilder? Parts(string connectionString)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string? PasswordKey(DbConnectionStringBuilder parts) =>
        parts.Keys.Cast<string>().FirstOrDefault(key => key is "password" or "pwd" or "psw");
}
