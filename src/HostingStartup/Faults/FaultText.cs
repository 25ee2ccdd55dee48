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
    private const int Deepest = 5;

    public static string Of(Exception exception)
    {
        var text = new StringBuilder();
        var cause = exception;
        for (var depth = 0; cause is not null && depth < Deepest; depth++)
        {
            text.Append(depth == 0 ? string.Empty : "\n caused by ").Append(cause.GetType().FullName);
            if (IsHarmless(cause))
            {
                text.Append(": ").Append(cause.Message);
            }

            if (cause.StackTrace is { } trace)
            {
                text.Append('\n').Append(trace);
            }

            cause = cause.InnerException;
        }

        return text.ToString();
    }

    private static bool IsHarmless(Exception exception) =>
        exception is TypeLoadException or MemberAccessException or BadImageFormatException or FileNotFoundException
            or FileLoadException or SocketException
        || exception.GetType().FullName!.StartsWith(Own, StringComparison.Ordinal);
}
