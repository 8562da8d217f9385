using System.Collections.Frozen;
using System.Text.Json;

namespace AgenticAi.Conversations;

/// <summary>A closed family as it is stored: writes each kind under its name, and reads nothing but what it would write.</summary>
/// <param name="article">What stands before <paramref name="what"/>.</param>
/// <param name="what">What one of the family is called in messages.</param>
/// <param name="shapes">One for each kind.</param>
/// <param name="unknown">Makes the exception for what is not known, from its message and cause.</param>
internal sealed class StoredShapes<T>(string article, string what, StoredShape[] shapes, Func<string, Exception?, Exception> unknown)
    where T : class
{
    private readonly FrozenDictionary<Type, StoredShape> _byType = shapes.ToFrozenDictionary(shape => shape.Json.Type);
    private readonly FrozenDictionary<string, StoredShape> _byName = shapes.ToFrozenDictionary(shape => shape.Name);

    public string NameOf(Type type) => _byType[type].Name;

    public (string Name, int Version, byte[] Json) Write(T value)
    {
        StoredShape shape = _byType[value.GetType()];
        return (shape.Name, shape.Version, JsonSerializer.SerializeToUtf8Bytes(value, shape.Json));
    }

    public T Read(string name, int version, ReadOnlySpan<byte> json)
    {
        if (!_byName.TryGetValue(name, out StoredShape? shape))
            throw unknown($"The journal holds {article} {what} '{name}', which this version does not know.", null);
        if (version != shape.Version)
        {
            throw unknown(
                $"The journal holds version {version} of the {what} '{name}'; this version knows version {shape.Version}.", null);
        }

        try
        {
            return (T?)JsonSerializer.Deserialize(json, shape.Json)
                ?? throw unknown($"The journal holds an empty {what} '{name}'.", null);
        }
        catch (JsonException exception)
        {
            throw unknown(
                $"The journal holds {article} {what} '{name}' of a shape this version does not know: {exception.Message}", exception);
        }
    }
}
