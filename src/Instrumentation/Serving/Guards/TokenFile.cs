using System.Text;
using AspNetCorePrometheus.HostingStartup;

namespace AspNetCorePrometheus.Instrumentation.Serving.Guards;

/// <summary>
/// A token in a file. It is read for each comparison: its time stamp would not tell of a change behind a link, which is how mounted
/// secrets are exchanged.
/// </summary>
internal sealed class TokenFile(string path)
{
    private const int LongestBytes = 8192;

    /// <summary>The token's digest, or null if the file cannot be read or holds none, which is reported. Never throws.</summary>
    public byte[]? Read()
    {
        try
        {
            var token = Text().Trim();
            if (BearerToken.IsToken(token))
            {
                return SecretDigest.Of(token);
            }

            FaultReport.Note(LogEvents.GuardUnusable, "guard", $"{path} holds no token: nobody gets in with a token");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            FaultReport.Note(
                LogEvents.GuardUnusable, "guard", $"{path} cannot be read ({exception.GetType().Name}): nobody gets in with a token");
        }

        return null;
    }

    private string Text()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var bytes = new byte[LongestBytes];
        return Encoding.UTF8.GetString(bytes, 0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }
}
