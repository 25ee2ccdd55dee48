using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OtherTelemetry;

[assembly: HostingStartup(typeof(OtherStartup))]

namespace OtherTelemetry;

/// <summary>Somebody else's hosting startup: each answer tells that it ran, and whether its hook did.</summary>
public sealed class OtherStartup : IHostingStartup
{
    public void Configure(IWebHostBuilder builder) =>
        builder.ConfigureServices(services => services.AddSingleton<IStartupFilter, Header>());

    private sealed class Header : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, following) =>
            {
                context.Response.Headers["X-Other-Hook"] = (string?)AppContext.GetData("OtherTelemetry.Hook");
                return following(context);
            });
            next(app);
        };
    }
}
