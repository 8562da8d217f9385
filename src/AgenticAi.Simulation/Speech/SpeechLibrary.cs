using System.Collections.Concurrent;
using AgenticAi.Audio.Wav;

namespace AgenticAi.Simulation.Speech;

/// <summary>
/// Finds speech by name: in a folder when one is given, then among the recordings that come with the simulators.
/// What was loaded is kept, at each rate it was asked for.
/// </summary>
public sealed class SpeechLibrary
{
    private const string ResourcePrefix = "speech/";
    private const string Extension = ".wav";

    private readonly string? _folder;
    private readonly ConcurrentDictionary<(string Name, int Rate), SpeechClip> _clips = new();

    /// <param name="folder">A folder of mono WAV files (PCM16 or μ-law) that are looked at first, or null.</param>
    public SpeechLibrary(string? folder = null) => _folder = folder;

    /// <summary>The recordings that come with the simulators.</summary>
    public static SpeechLibrary Embedded { get; } = new();

    /// <summary>Names of all recordings that come with the simulators, without extension, in order.</summary>
    public static IReadOnlyList<string> EmbeddedNames { get; } =
        [.. typeof(SpeechLibrary).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name))
            .Order(StringComparer.Ordinal)];

    /// <summary>Loads speech at a sample rate.</summary>
    /// <param name="name">Name of the file, with or without <c>.wav</c>.</param>
    /// <param name="sampleRate">Samples a second that are wanted, 8,000 on the telephone, 24,000 at the model.</param>
    /// <exception cref="FileNotFoundException">No file and no recording of that name.</exception>
    /// <exception cref="InvalidDataException">The file is not mono.</exception>
    public SpeechClip Load(string name, int sampleRate)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        string plain = name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) ? name[..^Extension.Length] : name;
        return _clips.GetOrAdd((plain, sampleRate), key => Read(key.Name).At(key.Rate));
    }

    private SpeechClip Read(string name)
    {
        using Stream stream = Open(name);
        WavAudio audio = WavReader.Read(stream);
        if (audio.Channels != 1) throw new InvalidDataException($"Speech '{name}' has {audio.Channels} channels; it must be mono.");
        return new SpeechClip(name, audio.SampleRate, audio.Samples);
    }

    private Stream Open(string name)
    {
        string? file = _folder is null ? null : Path.Combine(_folder, name + Extension);
        if (file is not null && File.Exists(file)) return File.OpenRead(file);
        return typeof(SpeechLibrary).Assembly.GetManifestResourceStream(ResourcePrefix + name + Extension)
            ?? throw new FileNotFoundException(
                $"There is no speech '{name}'{(file is null ? "" : $" ({file})")}. Known recordings: {string.Join(", ", EmbeddedNames)}.");
    }
}
