using System.Net;
using AspNetCorePrometheus.Instrumentation.Page;
using AspNetCorePrometheus.Instrumentation.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AspNetCorePrometheus.UnitTests.Support;

/// <summary>An application whose requests are measured into families of its own.</summary>
internal sealed class MeasuredApp : IAsyncDisposable
{
    private readonly WebApplication _app;

    private MeasuredApp(WebApplication app, RequestFamilies families, HttpClient client)
    {
        _app = app;
        Families = families;
        Client = client;
    }

    public RequestFamilies Families { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address => new(_app.Urls.First());

    public static async Task<MeasuredApp> Start(
        ServerKind server,
        Action<WebApplication> configure,
        Action<WebApplicationBuilder>? register = null,
        params (string Key, string Value)[] given)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(MeasuredApp).Assembly.GetName().Name,
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Logging.ClearProviders();
        UseServer(builder, server);
        register?.Invoke(builder);

        var settings = TestSettings.Of(given);
        var requests = new RequestInstrumentation(settings);
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(new MeasuringFilter(requests, settings)));
        requests.AddTo(builder.Services);

        var app = builder.Build();
        configure(app);
        await app.StartAsync();
        return new MeasuredApp(app, requests.Families, MakeClient(app, server));
    }

    /// <summary>The series of a family when so many requests have been measured to their end.</summary>
    public async Task<Samples> After(int requests, Func<RequestFamilies, SeriesStream> family)
    {
        await Measured(requests);
        return Samples.Of(family(Families));
    }

    /// <summary>Waits until so many requests have been measured: a client has its answer before that.</summary>
    public Task Measured(int requests) => Eventually.True(
        () => Samples.Of(Families.Duration).Count() + Samples.Of(Families.Unmeasured).Count(("reason", "aborted"))
            >= requests
            && Samples.Of(Families.Active).Count() == 0,
        $"{requests} measured requests, there are {Samples.Of(Families.Duration).Count()}");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static void UseServer(WebApplicationBuilder builder, ServerKind server)
    {
        if (server == ServerKind.InMemory)
        {
            builder.WebHost.UseTestServer();
            return;
        }

        var protocols = server == ServerKind.Kestrel ? HttpProtocols.Http1 : HttpProtocols.Http2;
        builder.WebHost.ConfigureKestrel(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
    }

    private static HttpClient MakeClient(WebApplication app, ServerKind server)
    {
        if (server == ServerKind.InMemory)
        {
            return app.GetTestClient();
        }

        return new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(app.Urls.First()),
            DefaultRequestVersion = server == ServerKind.Kestrel ? HttpVersion.Version11 : HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }
}
