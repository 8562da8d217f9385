using Akka.Actor;
using Akka.Serialization;

namespace AgenticAi.Conversations.Actors;

/// <summary>
/// How entries are stored and messages of brains cross from node to node: JSON in UTF-8, named by a short manifest with a version. A form
/// that was released is never changed; another gets another manifest.
/// </summary>
internal sealed class ConversationSerializer(ExtendedActorSystem system, int identifier) : SerializerWithStringManifest(system)
{
    /// <summary>Stored with each entry in the journal: it can never be changed.</summary>
    public override int Identifier => identifier;

    public override string Manifest(object o) => o is StoredEntry stored ? stored.Manifest : BrainMessageJson.ManifestOf((IBrainMessage)o);

    public override byte[] ToBinary(object obj) => obj is StoredEntry stored ? stored.Bytes.ToArray() : BrainMessageJson.Write((IBrainMessage)obj);

    /// <summary>An entry of a form that is not known is for its brain to tell of.</summary>
    public override object FromBinary(byte[] bytes, string manifest) =>
        BrainMessageJson.TryRead(manifest, bytes) ?? (object)new StoredEntry(manifest, bytes);
}
