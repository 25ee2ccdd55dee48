namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>
/// Attribute names of the migration families. https://opentelemetry.io/docs/specs/semconv/database/ and, for <c>efcore.*</c>,
/// docs/metrics.md.
/// </summary>
internal static class MigrationAttributes
{
    public const string Context = "efcore.context";
    public const string System = "db.system.name";
    public const string Namespace = "db.namespace";
    public const string Address = "server.address";
    public const string ErrorType = "error.type";
}
