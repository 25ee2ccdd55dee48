using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using AspNetCorePrometheus.Instrumentation.EntityFramework;

namespace AspNetCorePrometheus.Instrumentation.Databases;

/// <summary>What <c>db.response.status_code</c> says of an exception: SQLSTATE, else the driver's error number.</summary>
internal sealed class ErrorCodes
{
    // Servers let an application raise codes of its own making.
    private const int MostCodes = 200;
    private const string Other = "OTHER";

    private static readonly Payload<int> SqliteErrorCode = new("SqliteErrorCode");
    private static readonly Payload<int> Number = new("Number");

    private readonly ConcurrentDictionary<string, string> _codes = new(StringComparer.Ordinal);

    /// <summary>The code of the database's answer; null if the exception is no answer of a database.</summary>
    public string? Of(Exception exception) => exception is DbException answer && Code(answer) is { } code ? Bounded(code) : null;

    private static string? Code(DbException exception) =>
        exception.SqlState is { Length: > 0 and <= 5 } state ? state
        : (SqliteErrorCode.OfAny(exception) is var code and not 0 ? code : Number.OfAny(exception)) is var number and not 0
            ? number.ToString(CultureInfo.InvariantCulture)
            : null;

    private string Bounded(string code) =>
        _codes.TryGetValue(code, out var known) ? known : _codes.Count < MostCodes ? _codes.GetOrAdd(code, code) : Other;
}
