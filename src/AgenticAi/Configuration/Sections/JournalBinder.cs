using System.Data.Common;
using AgenticAi.Configuration.Reading;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>journal</c>.</summary>
internal static class JournalBinder
{
    private static readonly ValueKind<string> Provider = FixedKinds.Only(
        "sqlite", "postgres", "PostgreSQL is not offered yet; use sqlite");

    private static readonly ValueKind<string> Connection = new(
        "a SQLite connection string such as Data Source=data/agenticai.db",
        ParseConnection,
        text => text);

    public static JournalConfig Bind(Section section)
    {
        section.Read("provider", "sqlite", Provider, "The kind of database.");
        return new JournalConfig
        {
            Connection = section.Read("connection", new JournalConfig().Connection, Connection,
                "The database. A relative path counts from the directory in which the program is started."),
        };
    }

    private static Parsed<string> ParseConnection(string text)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            if (parts.ContainsKey("password") || parts.ContainsKey("pwd"))
                return Parsed<string>.No("no password, since the file is not encrypted", hide: true);
            return parts.ContainsKey("data source") || parts.ContainsKey("datasource") || parts.ContainsKey("filename")
                ? text
                : Parsed<string>.No(hide: true);
        }
        catch (ArgumentException)
        {
            return Parsed<string>.No(hide: true);
        }
    }
}
