using AgenticAi.Configuration.Reading;
using AgenticAi.Journal;

namespace AgenticAi.Configuration.Sections;

/// <summary>Reads <c>journal</c>. What a connection string may be depends on the provider.</summary>
internal static class JournalBinder
{
    private const string Examples =
        "a connection string such as Data Source=data/agenticai.db (sqlite) "
        + "or Host=db;Username=agenticai;Password=...;Database=agenticai (postgresql)";

    private static readonly ValueKind<JournalProvider> Provider = Kinds.OneOf(
        ("sqlite", JournalProvider.Sqlite), ("postgresql", JournalProvider.PostgreSql));

    private static readonly ValueKind<JournalDurability> Durability = Kinds.OneOf(
        ("disk", JournalDurability.Disk), ("process", JournalDurability.Process));

    public static JournalConfig Bind(Section section)
    {
        JournalProvider provider = section.Read("provider", JournalProvider.Sqlite, Provider, "The kind of database.");
        // Of a provider that is not known, nothing is known of its connection strings.
        Func<string, string?> problemOf = section.HasError("provider") ? _ => null : text => JournalConnection.ProblemOf(provider, text);
        string connection = section.Read(
            "connection", JournalConfig.DefaultFile, Connection(problemOf),
            "The database. A relative path counts from the directory in which the program is started. A password is never shown.");
        if (!section.Has("connection") && problemOf(connection) is { } missing) section.Error("connection", "is missing: " + missing);
        JournalDurability durability = section.Read(
            "durability", JournalDurability.Disk, Durability,
            "What a stored conversation survives: a power loss too (disk: each commit waits for the disk), or the end of this process only (process).");
        return new JournalConfig { Provider = provider, Connection = connection, Durability = durability };
    }

    private static ValueKind<string> Connection(Func<string, string?> problemOf) => new(
        Examples,
        text => problemOf(text) is { } problem ? Parsed<string>.No(problem, hide: true) : text,
        JournalConnection.Shown)
    {
        SecretIn = JournalConnection.PasswordOf,
    };
}
