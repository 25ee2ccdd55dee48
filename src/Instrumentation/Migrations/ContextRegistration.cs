namespace AspNetCorePrometheus.Instrumentation.Migrations;

/// <summary>A context of the application as its container knows it.</summary>
/// <param name="Name">What every family calls the context.</param>
/// <param name="Context">The type that derives from EF Core's <c>DbContext</c>.</param>
/// <param name="Base">The host's own <c>DbContext</c> type.</param>
/// <param name="Sources">Services that give an instance: the context, its base or interface, or a factory of it.</param>
internal sealed record ContextRegistration(string Name, Type Context, Type Base, IReadOnlyList<Type> Sources);
