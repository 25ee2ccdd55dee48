namespace AspNetCorePrometheus.HostingStartup;

/// <summary>The numbers of the drop-in's log events. Each is used by one message and never given again.</summary>
internal static class LogEvents
{
    public const int Started = 1;
    public const int StayedOut = 2;
    public const int SettingsProblems = 3;
    public const int SettingsDiffer = 4;
    public const int Unguarded = 5;
    public const int Composed = 6;

    public const int WayInFailed = 10;
    public const int CompositionFailed = 11;
    public const int LogFileFailed = 12;

    public const int InstrumentationFailed = 20;
    public const int ScrapeFailed = 30;
    public const int ScrapeTooLarge = 31;
    public const int FamilyConflict = 32;
    public const int ScrapeLate = 33;
    public const int ScrapeRefused = 34;
    public const int RequestMeasurementFailed = 40;
    public const int RequestLabelFailed = 41;
    public const int ViewMeasurementFailed = 42;
    public const int LegacyRouteFailed = 43;
    public const int MigrationLookUpFailed = 50;
    public const int MigrationsOutOfReach = 53;
    public const int CacheMeasurementFailed = 60;
    public const int RedisProfilerTaken = 61;
    public const int RedisCommandsDropped = 62;
    public const int PushFailed = 80;
    public const int PushSetting = 81;
    public const int DatabaseMeasurementFailed = 51;
    public const int ModelMeasurementFailed = 52;
    public const int OwnPortFailed = 70;
    public const int CertificateFailed = 71;
    public const int GuardUnusable = 72;
}
