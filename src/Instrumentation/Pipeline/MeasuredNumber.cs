using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>A measurement of any of the types that instruments have.</summary>
internal static class MeasuredNumber
{
    // The comparisons are settled when the method is compiled for a type; nothing is boxed.
    public static double ToDouble<T>(T value)
        where T : struct =>
        typeof(T) == typeof(double) ? Unsafe.BitCast<T, double>(value)
        : typeof(T) == typeof(float) ? Unsafe.BitCast<T, float>(value)
        : typeof(T) == typeof(long) ? Unsafe.BitCast<T, long>(value)
        : typeof(T) == typeof(int) ? Unsafe.BitCast<T, int>(value)
        : typeof(T) == typeof(short) ? Unsafe.BitCast<T, short>(value)
        : Unsafe.BitCast<T, byte>(value);
}
