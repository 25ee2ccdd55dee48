using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.Metrics;

namespace AspNetCorePrometheus.Instrumentation.Pipeline;

/// <summary>
/// A relay for each type of value that the SDK takes, set up when the first instrument of the type comes: most processes have
/// two or three of the six.
/// </summary>
/// <param name="sampled">Keeps exemplars; null where there are to be none.</param>
internal sealed class MeasurementRelays(SampledMeasurements? sampled)
{
    private readonly Lock _preparing = new();

    private MeasurementHandlers? _handlers;
    private MeasurementRelay<byte>? _bytes;
    private MeasurementRelay<short>? _shorts;
    private MeasurementRelay<int>? _ints;
    private MeasurementRelay<long>? _longs;
    private MeasurementRelay<float>? _floats;
    private MeasurementRelay<double>? _doubles;

    /// <summary>Makes sure that measurements of an instrument are taken. Other types than the SDK's are not.</summary>
    public void Prepare(Instrument instrument, MeterListener listener)
    {
        lock (_preparing)
        {
            switch (TypeOf(instrument))
            {
                case TypeCode.Byte:
                    _bytes ??= new(listener, _handlers?.ByteHandler, sampled);
                    break;
                case TypeCode.Int16:
                    _shorts ??= new(listener, _handlers?.ShortHandler, sampled);
                    break;
                case TypeCode.Int32:
                    _ints ??= new(listener, _handlers?.IntHandler, sampled);
                    break;
                case TypeCode.Int64:
                    _longs ??= new(listener, _handlers?.LongHandler, sampled);
                    break;
                case TypeCode.Single:
                    _floats ??= new(listener, _handlers?.FloatHandler, sampled);
                    break;
                case TypeCode.Double:
                    _doubles ??= new(listener, _handlers?.DoubleHandler, sampled);
                    break;
            }
        }
    }

    /// <summary>Whether measurements of an instrument are of a type that is taken.</summary>
    public static bool Takes(Instrument instrument) => TypeOf(instrument)
        is TypeCode.Byte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64 or TypeCode.Single or TypeCode.Double;

    private static TypeCode TypeOf(Instrument instrument) =>
        Type.GetTypeCode(instrument.GetType().GenericTypeArguments is [var type] ? type : null);

    /// <summary>Gives every relay, those to come included, the SDK's handler.</summary>
    public void SetTargets(MeasurementHandlers handlers)
    {
        lock (_preparing)
        {
            _handlers = handlers;
            _bytes?.Target = handlers.ByteHandler;
            _shorts?.Target = handlers.ShortHandler;
            _ints?.Target = handlers.IntHandler;
            _longs?.Target = handlers.LongHandler;
            _floats?.Target = handlers.FloatHandler;
            _doubles?.Target = handlers.DoubleHandler;
        }
    }
}
