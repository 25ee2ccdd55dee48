using System;

/// <summary>
/// The way in before <c>Main</c>: the runtime finds this type by name through <c>DOTNET_STARTUP_HOOKS</c>.
/// </summary>
/// <remarks>
/// Strategy. Every .NET process that inherits the variable runs this, the SDK, MSBuild nodes and compilers included, and an
/// exception here kills the process before its own code. So nothing may escape, the work that every process pays for is one
/// version check and up to three string searches, and only types of the core library are touched until the process is known to be
/// able to run ASP.NET Core. The assembly targets netstandard2.0 because a hook built for a newer framework than the
/// process runs on dies while its references are bound, before any catch can help.
/// https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md
/// </remarks>
internal static class StartupHook
{
    /// <summary>Called by the runtime, once, before <c>Main</c>. Never throws.</summary>
    public static void Initialize()
    {
        try
        {
            AspNetCorePrometheus.StartupHook.Entrance.Enter();
        }
        catch (Exception thrown)
        {
            var exception = thrown is System.Reflection.TargetInvocationException { InnerException: { } inner } ? inner : thrown;
            AspNetCorePrometheus.StartupHook.OneLine.Write(
                "could not enter this process, which runs without it: " + exception.GetType() + ": " + exception.Message);
        }
    }
}
