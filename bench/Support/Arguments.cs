using System.Globalization;

namespace AspNetCorePrometheus.Bench.Support;

/// <summary>Whole numbers among a program's arguments.</summary>
public static class Arguments
{
    public static int Number(this string[] arguments, int at) => int.Parse(arguments[at], CultureInfo.InvariantCulture);

    public static int Number(this string[] arguments, int at, int otherwise) =>
        arguments.Length > at ? arguments.Number(at) : otherwise;
}
