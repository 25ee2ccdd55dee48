namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>
/// The charset of a content type, as one of a bounded set: the names in use on the web, <c>other</c>, or <c>none</c>.
/// https://encoding.spec.whatwg.org/#names-and-labels
/// </summary>
internal static class Charsets
{
    private const string None = "none";
    private const string Other = "other";

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        "utf-8", "utf-16", "utf-16le", "utf-16be", "utf-32", "us-ascii", "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-7",
        "iso-8859-9", "iso-8859-15", "windows-1250", "windows-1251", "windows-1252", "windows-1254", "windows-1256", "koi8-r",
        "koi8-u", "big5", "gb2312", "gbk", "gb18030", "euc-jp", "euc-kr", "shift_jis", "iso-2022-jp",
    };

    public static string Of(string? contentType)
    {
        const string Parameter = "charset=";
        var start = contentType?.IndexOf(Parameter, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (start < 0)
        {
            return None;
        }

        var value = contentType.AsSpan(start + Parameter.Length);
        var end = value.IndexOf(';');
        var name = (end < 0 ? value : value[..end]).Trim().Trim('"');
        return name.IsEmpty ? None
            : Known.TryGetValue(name.ToString(), out var known) ? known
            : Other;
    }
}
