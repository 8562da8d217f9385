using System.Text.Json;
using System.Text.Json.Serialization;

namespace AgenticAi.Conversations;

/// <summary>Names, never numbers: the order of an enum's members may change, what is stored may not.</summary>
internal abstract class KebabCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

internal sealed class CallDirectionConverter : KebabCaseEnumConverter<CallDirection>;

internal sealed class ItemRoleConverter : KebabCaseEnumConverter<ItemRole>;

internal sealed class IntentKindConverter : KebabCaseEnumConverter<IntentKind>;

internal sealed class CommandRoadConverter : KebabCaseEnumConverter<CommandRoad>;

internal sealed class CommandStatusConverter : KebabCaseEnumConverter<CommandStatus>;

internal sealed class HoldReasonConverter : KebabCaseEnumConverter<HoldReason>;

internal sealed class JobsAtHangUpConverter : KebabCaseEnumConverter<JobsAtHangUp>;

internal sealed class CostSourceConverter : KebabCaseEnumConverter<CostSource>;

internal sealed class BudgetScopeConverter : KebabCaseEnumConverter<BudgetScope>;
