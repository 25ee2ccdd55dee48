/// <summary>Somebody else's startup hook: the runtime finds it by name.</summary>
internal static class StartupHook
{
    public static void Initialize() => AppContext.SetData("OtherTelemetry.Hook", "ran");
}
