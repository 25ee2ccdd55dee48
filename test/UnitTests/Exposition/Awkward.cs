using FsCheck;
using FsCheck.Fluent;

namespace AspNetCorePrometheus.UnitTests.Exposition;

/// <summary>Generators of awkward texts and numbers.</summary>
internal static class Awkward
{
    private static readonly Gen<char> AwkwardChar = Gen.OneOf(
        Gen.Elements('"', '\\', '\n', '\r', '\0', '{', '}', ',', '=', ' ', '_', ':', '.', 'a', 'Z', '0', 'é', '日'),
        Gen.Choose(0xd800, 0xdfff).Select(code => (char)code),
        Gen.Choose(0, 0xffff).Select(code => (char)code));

    /// <summary>Texts of up to 10,000 characters with quotes, line feeds, NUL, paired and lone surrogates.</summary>
    public static Arbitrary<string> Texts { get; } = Gen.OneOf(
        Sized(0, 40), Sized(0, 40), Sized(0, 40), Sized(9_000, 10_000)).ToArbitrary();

    /// <summary>Every bit pattern, and the round numbers that bit patterns seldom meet.</summary>
    public static Arbitrary<double> Doubles { get; } = Gen.OneOf(
        Gen.Choose(int.MinValue, int.MaxValue).Two().Select(
            pair => BitConverter.Int64BitsToDouble(((long)pair.Item1 << 32) | (uint)pair.Item2)),
        Gen.Choose(int.MinValue, int.MaxValue).Select(value => (double)value),
        Gen.Choose(-1_000_000, 1_000_000).Select(value => value / 1000.0),
        Gen.Choose(-30, 30).Select(power => Math.Pow(10, power)),
        Gen.Elements(0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity),
        Gen.Elements(double.MaxValue, double.MinValue, double.Epsilon))
        .ToArbitrary();

    public static Arbitrary<long> Longs { get; } = Gen.OneOf(
        Gen.Choose(int.MinValue, int.MaxValue).Two().Select(pair => ((long)pair.Item1 << 32) | (uint)pair.Item2),
        Gen.Elements(0, 1, -1, 9, 10, 99, 100, long.MaxValue, long.MinValue)).ToArbitrary();

    private static Gen<string> Sized(int from, int to) =>
        Gen.Choose(from, to).SelectMany(length => AwkwardChar.ArrayOf(length)).Select(chars => new string(chars));
}
