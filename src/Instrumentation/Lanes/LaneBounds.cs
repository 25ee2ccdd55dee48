using System.Diagnostics;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Lanes;

/// <summary>Histogram bounds in the whole numbers that a lane measures, and as the page shows them.</summary>
internal sealed class LaneBounds
{
    private LaneBounds(double[] shown, double perUnit)
    {
        Shown = new BucketBounds(shown);
        PerUnit = perUnit;
        Upper = new long[shown.Length];
        for (var i = 0; i < shown.Length; i++)
        {
            Upper[i] = (long)Math.Min(Math.Floor(Math.Round(shown[i] * perUnit, 3)), long.MaxValue);
        }
    }

    /// <summary>The bounds in the family's unit.</summary>
    public BucketBounds Shown { get; }

    /// <summary>How many of the lane's whole numbers make one of the family's unit.</summary>
    public double PerUnit { get; }

    /// <summary>The upper bounds, inclusive, in the lane's whole numbers.</summary>
    public long[] Upper { get; }

    /// <summary>For durations that are measured in stopwatch ticks and shown in seconds.</summary>
    public static LaneBounds Seconds(double[] bounds) => new(bounds, Stopwatch.Frequency);

    /// <summary>For sizes that are measured and shown in bytes.</summary>
    public static LaneBounds Bytes(double[] bounds) => new(bounds, 1);

    /// <summary>The first bucket that holds a value; the one behind the last bound is infinite.</summary>
    public int IndexOf(long value)
    {
        var upper = Upper;
        var index = 0;
        while (index < upper.Length && value > upper[index])
        {
            index++;
        }

        return index;
    }
}
