using System.Net.Sockets;
using System.Text;

namespace AspNetCorePrometheus.HostingStartup;

/// <summary>
/// What the log says of an exception: types and stack traces. Messages only of types that name files, members and sockets: those of
/// applications and libraries may hold connection strings, keys and whatever else was at hand.
/// </summary>
internal static class FaultText
{
    private const string Own = "AspNetCorePrometheus.";
    private const int Most = 8;

    /// <summary>The exception and what caused it, bounded. Never throws.</summary>
    public static string Of(Exception exception)
    {
        var text = new StringBuilder();
        var left = Most;
        Append(text, exception, ref left);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Exception? exception, ref int left)
    {
        if (exception is null || left-- == 0)
        {
            return;
        }

        text.Append(text.Length == 0 ? string.Empty : "\n caused by ").Append(exception.GetType().FullName);
        if (IsHarmless(exception))
        {
            text.Append(": ").Append(exception.Message);
        }

        if (exception.StackTrace is { } trace)
        {
            text.Append('\n').Append(trace);
        }

        foreach (var cause in exception is AggregateException several ? [.. several.InnerExceptions] : new[] { exception.InnerException })
        {
            Append(text, cause, ref left);
        }
    }

    private static bool IsHarmless(Exception exception) =>
        exception is TypeLoadException or MemberAccessException or BadImageFormatException or FileNotFoundException
            or FileLoadException or SocketException
        || exception.GetType().FullName!.StartsWith(Own, StringComparison.Ordinal);
}
