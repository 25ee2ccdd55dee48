using System;
using System.IO;

namespace AspNetCorePrometheus.StartupHook;

/// <summary>Writes one line to standard error; a closed or full stream is no reason to end the process.</summary>
internal static class OneLine
{
    public static void Write(string message)
    {
        try
        {
            Console.Error.WriteLine("AspNetCorePrometheus: " + message.Replace('\n', ' ').Replace('\r', ' '));
        }
        catch (IOException)
        {
            // Nobody is left to tell.
        }
        catch (ObjectDisposedException)
        {
            // The same.
        }
    }
}
