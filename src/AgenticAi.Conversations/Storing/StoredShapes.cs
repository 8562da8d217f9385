using System.Collections.Frozen;
using System.Text.Json;

namespace AgenticAi.Conversations;

/// <summary>
/// A closed family as it is stored: writes each kind under its name, and reads nothing but what it would write, or once wrote.
/// </summary>
/// <param name="article">What stands before <paramref name="what"/>.</param>
/// <param name="what">What one of the family is called in messages.</param>
/// <param name="shapes">One for each kind.</param>
/// <param name="unknown">Makes the exception for what is not known, from its message and cause.</param>
/// <param name="former">Shapes that are not written any more and stay readable: each an <see cref="IFormer{T}"/>.</param>
internal sealed class StoredShapes<T>(string article, string what, StoredShape[] shapes, Func<string, Exception?, Exception> unknown,
    params StoredShape[] former)
    where T : class
{
    private readonly FrozenDictionary<Type, StoredShape> _byType = shapes.ToFrozenDictionary(shape => shape.Json.Type);
    private readonly FrozenDictionary<(string, int), StoredShape> _former = former.ToFrozenDictionary(shape => (shape.Name, shape.Version));
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
        StoredShape? written = version == shape.Version ? shape : _former.GetValueOrDefault((name, version));
        if (written is null)
        {
            throw unknown(
                $"The journal holds version {version} of the {what} '{name}'; this version knows version {shape.Version}.", null);
        }

        try
        {
            object? read = JsonSerializer.Deserialize(json, written.Json);
            return (read is IFormer<T> old ? old.Today : (T?)read) ?? throw unknown($"The journal holds an empty {what} '{name}'.", null);
        }
        catch (JsonException exception)
        {
            throw unknown(
                $"The journal holds {article} {what} '{name}' of a shape this version does not know: {exception.Message}", exception);
        }
    }
}
