namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>The page breaks its format; the line says where.</summary>
internal sealed class PageFormatException(string reason, string line) : FormatException($"{reason}: {line}");
