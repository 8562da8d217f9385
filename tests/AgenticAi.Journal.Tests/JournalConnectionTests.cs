namespace AgenticAi.Journal.Tests;

public class JournalConnectionTests
{
    private const string Server = "a PostgreSQL connection string such as Host=db;Username=agenticai;Password=...;Database=agenticai";

    [Theory]
    [InlineData(JournalProvider.Sqlite, "Data Source=x.db", null)]
    [InlineData(JournalProvider.Sqlite, "Data Source=x.db;Password=hunter2", "no password, since the file is not encrypted")]
    [InlineData(JournalProvider.Sqlite, "Host=db", "a SQLite connection string such as Data Source=data/agenticai.db")]
    [InlineData(JournalProvider.PostgreSql, "Host=db", null)]
    [InlineData(JournalProvider.PostgreSql, "Server=db;User Id=a;Pwd=b;Search Path=voice;SSL Mode=VerifyFull", null)]
    [InlineData(
        JournalProvider.PostgreSql,
        "Data Source=x.db;Mode=Memory",
        Server + ": not with data source like this")]
    [InlineData(
        JournalProvider.PostgreSql,
        "Host=db;Port=hunter2",
        Server + ": not with port like this")]
    public void What_is_wrong_is_said_without_a_value_of_it(JournalProvider provider, string connectionString, string? problem) =>
        JournalConnection.ProblemOf(provider, connectionString).ShouldBe(problem);

    [Theory]
    [InlineData("Host=db;Password=hunter2;Database=a")]
    [InlineData("Host=db;PASSWORD = 'hunter2' ;Database=a")]
    [InlineData("Host=db;Pwd=hunter2")]
    [InlineData("Host=db;psw=hunter2")]
    public void A_password_is_found_and_never_shown(string connectionString)
    {
        JournalConnection.PasswordOf(connectionString).ShouldBe("hunter2");
        JournalConnection.Shown(connectionString).ShouldNotContain("hunter2");
        JournalConnection.Shown(connectionString).ShouldContain("***");
    }

    [Fact]
    public void Without_a_password_all_of_it_is_shown_and_what_is_not_readable_is_hidden()
    {
        JournalConnection.Shown("Data Source=data/agenticai.db").ShouldBe("Data Source=data/agenticai.db");
        JournalConnection.PasswordOf("Data Source=data/agenticai.db").ShouldBeNull();
        JournalConnection.Shown("Host=db;hunter2").ShouldBe("(not readable, hidden)");
        JournalConnection.PasswordOf("Host=db;hunter2").ShouldBeNull();
    }
}
