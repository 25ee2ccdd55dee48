namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>A length on a page that is filled in when what it tells of has been written.</summary>
/// <param name="Room">The bytes that it takes.</param>
/// <param name="Start">The page's length where its subject starts.</param>
internal readonly record struct OpenLength(Memory<byte> Room, long Start);
