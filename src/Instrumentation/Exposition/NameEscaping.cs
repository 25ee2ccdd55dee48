namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>
/// How names are to be escaped (https://prometheus.io/docs/instrumenting/escaping_schemes/). Instrument names are translated to the
/// classic character set before, so <see cref="Dots"/> is the only one that changes a name.
/// </summary>
internal enum NameEscaping
{
    /// <summary>The scraper named none, which means <see cref="Underscores"/>.</summary>
    NotAsked,

    Underscores,

    /// <summary>A dot would be <c>_dot_</c>; an underscore is two.</summary>
    Dots,

    /// <summary>A name outside the classic character set would be its code points behind <c>U__</c>.</summary>
    Values,

    /// <summary>Names as they are.</summary>
    AllowUtf8,
}
