using System.Text.Json.Serialization;

namespace AgenticAi.Conversations;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    Converters = [typeof(CallDirectionConverter), typeof(ConversationStatusConverter), typeof(EndReasonConverter)])]
[JsonSerializable(typeof(ConversationReport))]
internal sealed partial class ConversationReportJson : JsonSerializerContext;

internal sealed class ConversationStatusConverter : KebabCaseEnumConverter<ConversationStatus>;
