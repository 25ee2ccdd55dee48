namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>A table.</summary>
/// <param name="Schema">Null where the model, or the command, names none.</param>
/// <param name="Name">Its own name.</param>
internal readonly record struct TableName(string? Schema, string Name);
