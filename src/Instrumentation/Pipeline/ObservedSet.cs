using System.Diagnostics.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>What an instrument observes: a value for each value of its attribute, made anew only where it has changed.</summary>
/// <param name="attribute">The attribute's name.</param>
internal sealed class ObservedSet<T>(string attribute)
    where T : struct, IEquatable<T>, IComparable<T>
{
    private readonly Lock _gate = new();

    private string[] _names = [];
    private Measurement<T>[] _all = [];

    /// <summary>The measurements as they are now; the array does not change.</summary>
    public Measurement<T>[] All => Volatile.Read(ref _all);

    /// <summary>Adds a value of the attribute at zero unless it is there.</summary>
    public void Begin(string name)
    {
        lock (_gate)
        {
            if (Array.IndexOf(_names, name) < 0)
            {
                Put(_names.Length, name, default);
            }
        }
    }

    public void Set(string name, T value) => Set(name, value, false);

    /// <summary>Sets a value that only grows: of two listeners that ask at once the later may have the earlier count.</summary>
    public void Raise(string name, T value) => Set(name, value, true);

    private void Set(string name, T value, bool grows)
    {
        lock (_gate)
        {
            var place = Array.IndexOf(_names, name);
            if (place < 0)
            {
                Put(_names.Length, name, value);
            }
            else if (grows ? value.CompareTo(_all[place].Value) > 0 : !_all[place].Value.Equals(value))
            {
                Put(place, name, value);
            }
        }
    }

    private void Put(int place, string name, T value)
    {
        var all = new Measurement<T>[Math.Max(_all.Length, place + 1)];
        Array.Copy(_all, all, _all.Length);
        all[place] = new Measurement<T>(value, new KeyValuePair<string, object?>(attribute, name));
        if (place == _names.Length)
        {
            _names = [.. _names, name];
        }

        Volatile.Write(ref _all, all);
    }
}
