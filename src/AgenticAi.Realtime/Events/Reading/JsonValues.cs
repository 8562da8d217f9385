using System.Text.Json;

namespace AgenticAi.Realtime.Events.Reading;

/// <summary>
/// Steps through JSON. A value of another sort than expected counts as absent: what is needed is asked for when the event is built,
/// and what is not needed cannot break it.
/// </summary>
internal static class JsonValues
{
    /// <summary>Moves to the message's outer object.</summary>
    public static void BeginObject(this ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject) throw new RealtimeProtocolException("not a JSON object");
    }

    /// <summary>Moves to the next property's name, or to the end of the object.</summary>
    public static bool NextProperty(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Moves to the next property's value and tells its name; null at the end of the object.</summary>
    public static string? NextValue(this ref Utf8JsonReader reader)
    {
        if (!reader.NextProperty()) return null;
        string name = reader.GetString()!;
        reader.Read();
        return name;
    }

    /// <summary>Makes sure that nothing follows the outer object.</summary>
    public static void End(this ref Utf8JsonReader reader)
    {
        // The reader itself throws for anything but white space.
        reader.Read();
    }

    public static bool IsObject(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return true;
        reader.Skip();
        return false;
    }

    public static bool IsArray(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartArray) return true;
        reader.Skip();
        return false;
    }

    /// <summary>Moves to the next element, or to the end of the array.</summary>
    public static bool NextElement(this ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType != JsonTokenType.EndArray;
    }

    public static string? Text(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return BrokenText.Read(ref reader);
        reader.Skip();
        return null;
    }

    public static double? Number(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double value)) return value;
        reader.Skip();
        return null;
    }

    /// <summary>Counts, places and milliseconds. A fraction is cut off, for some servers send 0.0.</summary>
    public static int? Integer(this ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int whole)) return whole;
        return reader.Number() is >= int.MinValue and <= int.MaxValue and { } value ? (int)value : null;
    }
}
