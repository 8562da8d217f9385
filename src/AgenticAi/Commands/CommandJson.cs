using System.Text.Json.Serialization;

namespace AgenticAi.Commands;

/// <summary>A conversation in a list.</summary>
internal sealed record ConversationRow(
    string Id, DateTimeOffset StartedAt, string? From, string? To, long Events, string? EndReason, DateTimeOffset? EndedAt,
    decimal? Cost, string? Currency);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(IEnumerable<ConversationRow>))]
[JsonSerializable(typeof(List<VerificationRow>))]
[JsonSerializable(typeof(EvaluationDocument))]
internal sealed partial class CommandJson : JsonSerializerContext;
