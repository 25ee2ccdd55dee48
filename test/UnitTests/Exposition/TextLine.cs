namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>One sample of a text page as an independent reader sees it.</summary>
internal sealed record TextLine(string Name, IReadOnlyDictionary<string, string> Labels, double Value, string? Exemplar);
