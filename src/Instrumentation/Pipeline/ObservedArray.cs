using System.Collections;
using System.Diagnostics.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>Measurements that are enumerated again and again, by one enumerator unless two listeners ask at once.</summary>
/// <param name="read">The measurements of an enumeration, asked for when it begins.</param>
internal sealed class ObservedArray<T>(Func<Measurement<T>[]> read) : IEnumerable<Measurement<T>>
    where T : struct
{
    private Enumerator? _idle;

    public IEnumerator<Measurement<T>> GetEnumerator()
    {
        var enumerator = Interlocked.Exchange(ref _idle, null) ?? new Enumerator(this);
        enumerator.Begin(read());
        return enumerator;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private sealed class Enumerator(ObservedArray<T> owner) : IEnumerator<Measurement<T>>
    {
        private Measurement<T>[] _measurements = [];
        private int _place;

        public Measurement<T> Current => _measurements[_place];

        object IEnumerator.Current => Current;

        public void Begin(Measurement<T>[] measurements) => (_measurements, _place) = (measurements, -1);

        public bool MoveNext() => ++_place < _measurements.Length;

        public void Reset() => _place = -1;

        public void Dispose() => owner._idle = this;
    }
}
