using AgenticAi.Journal;
using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Akka.Persistence.Hosting;
using Akka.Persistence.Sql.Config;
using Akka.Persistence.Sql.Hosting;
using LinqToDB;

namespace AgenticAi.Conversations.Actors.Hosting;

/// <summary>Has the entries of conversations written to a journal.</summary>
public static class JournalHostingExtensions
{
    /// <summary>Akka.Persistence.Sql on a database whose tables are there, and the read model that follows it.</summary>
    /// <param name="builder">Of the actor system.</param>
    /// <param name="journal">The database; whoever opened it closes it, after the actor system.</param>
    /// <param name="time">The clock of the read model.</param>
    public static AkkaConfigurationBuilder WithConversationJournal(
        this AkkaConfigurationBuilder builder, JournalDatabase journal, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(journal);
        return builder
            .WithSqlPersistence(
                OptionsOf(journal), PersistenceMode.Journal, autoInitialize: false, tagStorageMode: TagMode.TagTable)
            // After the options, which would win otherwise.
            .AddHocon(ConfigOf(journal.Provider), HoconAddMode.Prepend)
            .WithActors((system, registry) => registry.Register<ReadModelActor>(
                system.ActorOf(Props.Create(() => new ReadModelActor(journal.ReadModel, time)), "read-model")));
    }

    /// <summary>What is said of journals in the folder hocon.</summary>
    internal static Config ConfigOf(JournalProvider provider) =>
        Read(provider is JournalProvider.Sqlite ? "journal.sqlite" : "journal.postgresql").WithFallback(Read("journal"));

    private static Config Read(string name) =>
        ConfigurationFactory.FromResource<ConversationBrains>($"AgenticAi.Conversations.Actors.hocon.{name}.conf");

    private static DataOptions OptionsOf(JournalDatabase journal) => new DataOptions()
        .UseConnectionString(
            journal.Provider is JournalProvider.Sqlite ? ProviderName.SQLiteMS : ProviderName.PostgreSQL15, journal.ConnectionString)
        .UseBeforeConnectionOpened(_ => journal.BeforeOpen())
        .UseAfterConnectionOpened(journal.AfterOpen);
}
