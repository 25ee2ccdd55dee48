namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>What a foreign reader says of a page.</summary>
/// <param name="Error">Why it refuses the page; null if it takes it.</param>
/// <param name="Samples">What it found, but for exemplars.</param>
internal sealed record ForeignAnswer(string? Error, IReadOnlyList<Sample> Samples);
