namespace AspNetCorePrometheus.HostingStartup;

/// <summary>A token that an <c>Authorization</c> header can carry. https://datatracker.ietf.org/doc/html/rfc6750#section-2.1</summary>
internal static class BearerToken
{
    private const int LongestCharacters = 4096;

    /// <summary>The token as it is. Throws <see cref="FormatException"/>, never with any of the text in it.</summary>
    public static string Parse(string text) => IsToken(text) ? text : throw new FormatException("not a token that a header can carry");

    /// <summary>Whether there is something, and nothing but visible ASCII characters.</summary>
    public static bool IsToken(string text) =>
        text.Length is > 0 and <= LongestCharacters && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
