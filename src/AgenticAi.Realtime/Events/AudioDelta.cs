namespace AgenticAi.Realtime.Events;

/// <summary>Which part of which answer a piece of audio belongs to (response.output_audio.delta).</summary>
/// <param name="ResponseId">The response; late pieces of a cancelled one are told by it.</param>
/// <param name="ItemId">The item, which has a heard position of its own.</param>
/// <param name="OutputIndex">The item's place in the response.</param>
/// <param name="ContentIndex">The part of the item.</param>
public readonly record struct AudioDelta(string ResponseId, string ItemId, int OutputIndex, int ContentIndex);
