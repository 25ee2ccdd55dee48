namespace AspNetCorePrometheus.HostingStartup;

/// <summary>A folder without symbolic links in its path.</summary>
/// <remarks>
/// An upgrade switches a link to another folder while processes run. What such a process loads after that must come from
/// the folder that it has begun with, or it would mix two versions.
/// </remarks>
internal static class ResolvedFolder
{
    /// <summary>The folder that a path leads to now. Throws <see cref="IOException"/> where a link leads nowhere.</summary>
    public static string Of(string folder)
    {
        if (Path.GetDirectoryName(folder) is not { } parent)
        {
            return folder;
        }

        var below = Path.Combine(Of(parent), Path.GetFileName(folder));
        return Directory.ResolveLinkTarget(below, returnFinalTarget: true) is { } target ? Of(target.FullName) : below;
    }
}
