namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// The drop-in's own log: standard error, or a file. The application's logging is not used, as it may not exist yet, may be
/// what fails, and is the application's to fill.
/// </summary>
internal static class OwnLog
{
    private static readonly Lock Gate = new();

    private static OwnLogLevel _level = OwnLogLevel.Warning;
    private static string? _file;

    /// <summary>Sets what is written and where; a file that cannot be written falls back to standard error.</summary>
    public static void Configure(OwnLogLevel level, string? file)
    {
        _level = level;
        _file = file;
    }

    /// <summary>Writes a line whatever the level is: the start line and nothing else. Never throws.</summary>
    public static void WriteAlways(int eventId, string message) => Append($"AspNetCorePrometheus: [{eventId}] {message}");

    /// <summary>Writes a message at or above the configured level. Never throws.</summary>
    public static void Write(OwnLogLevel level, int eventId, string message)
    {
        if (level >= _level)
        {
            Append($"AspNetCorePrometheus: {Word(level)} [{eventId}] {message}");
        }
    }

    private static string Word(OwnLogLevel level) => level switch
    {
        OwnLogLevel.Debug => "debug",
        OwnLogLevel.Information => "information",
        OwnLogLevel.Warning => "warning",
        _ => "error",
    };

    private static void Append(string line)
    {
        lock (Gate)
        {
            if (_file is { } file)
            {
                try
                {
                    File.AppendAllText(file, line + Environment.NewLine);
                    return;
                }
                catch (Exception exception)
                {
                    _file = null;
                    ToStandardError(
                        $"AspNetCorePrometheus: warning [{LogEvents.LogFileFailed}] the log file cannot be written "
                        + $"({exception.GetType().Name}); the log goes to standard error");
                }
            }

            ToStandardError(line);
        }
    }

    private static void ToStandardError(string line)
    {
        try
        {
            Console.Error.WriteLine(line);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // A closed standard error leaves nobody to tell.
        }
    }
}
