namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>A call of <c>SaveChanges</c> that has begun.</summary>
internal interface IOpenSave
{
    /// <summary>
    /// Whether it has lost a race: from EF Core 7 on it has then failed, without any further event, unless an interceptor lets it go on.
    /// </summary>
    bool MayHaveFailed { get; set; }
}
