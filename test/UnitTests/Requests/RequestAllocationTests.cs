using AspNetCorePrometheus.Instrumentation.Requests;
using AspNetCorePrometheus.UnitTests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Requests;

/// <summary>What a synchronous request with a known length allocates, whatever the compiler puts on the stack (UnitTests.runsettings).</summary>
public sealed class RequestAllocationTests
{
    [Fact]
    public void A_synchronous_request_with_a_known_length_allocates_nothing()
    {
        var settings = TestSettings.Of();
        var measurement = new RequestMeasurement(settings, new RequestFamilies(settings));
        var state = new RequestState(measurement);
        var context = new DefaultHttpContext { Request = { Method = "GET", Scheme = "http", Protocol = "HTTP/1.1" } };
        context.Response.ContentLength = 0;
        var server = context.Features.Get<IHttpResponseBodyFeature>();
        var endpoint = new RouteEndpoint(
            _ => Task.CompletedTask, RoutePatternFactory.Parse("/orders/{id}"), 0, EndpointMetadataCollection.Empty, null);
        var active = new RequestFamilies(settings).Active.Series();

        Assert.Equal("0", Environment.GetEnvironmentVariable("DOTNET_JitObjectStackAllocation"));
        Send(64);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Send(64);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Send(int count)
        {
            for (var i = 0; i < count; i++)
            {
                // As the server hands out its recycled request object.
                context.Features.Set(server);
                context.Features.Set<IEndpointFeature>(null);
                context.Features.Set<IHttpMetricsTagsFeature>(null);
                state.Begin(context, active, "GET", "http", 0);
                context.SetEndpoint(endpoint);
                Assert.Same(Task.CompletedTask, context.GetEndpoint()!.RequestDelegate!(context));
                measurement.End(context, state, null, RequestEnd.Now());
            }
        }
    }
}
