using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.Features;

namespace AspNetCorePrometheus.Instrumentation.Requests;

/// <summary>
/// Finds the state that belongs to a server's request object. Kestrel recycles these objects, and the state with them; servers
/// that make one for each request get a new state each time, as a table of short-lived keys would cost more than it saves.
/// </summary>
internal sealed class RequestStates(RequestMeasurement measurement)
{
    private const string RecyclingServer = "Microsoft.AspNetCore.Server.Kestrel.Core";

    private readonly ConditionalWeakTable<IFeatureCollection, RequestState> _states = [];

    private Type? _recycled;

    /// <summary>The state for a request that begins; null if it has begun already, in a middleware further out.</summary>
    public RequestState? For(IFeatureCollection features)
    {
        if (_states.TryGetValue(features, out var known))
        {
            return known.IsRunning ? null : known;
        }

        if (features.Get<IEndpointFeature>() is RequestState { IsRunning: true })
        {
            return null;
        }

        var state = new RequestState(measurement);
        if (IsRecycled(features.GetType()))
        {
            _states.TryAdd(features, state);
        }

        return state;
    }

    private bool IsRecycled(Type type)
    {
        if (type == _recycled)
        {
            return true;
        }

        var recycled = type.Assembly.GetName().Name == RecyclingServer;
        if (recycled)
        {
            _recycled = type;
        }

        return recycled;
    }
}
