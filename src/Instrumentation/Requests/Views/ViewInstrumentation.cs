using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.DependencyInjection;

namespace AspNetCorePrometheus.Instrumentation.Requests.Views;

/// <summary>
/// Puts timed executors in the place of the framework's own. An executor that the application has replaced is left to it.
/// </summary>
internal static class ViewInstrumentation
{
    private const string ViewsAssembly = "Microsoft.AspNetCore.Mvc.ViewFeatures";
    private const string PagesAssembly = "Microsoft.AspNetCore.Mvc.RazorPages";

    /// <summary>Replaces what is there; hosts without views or pages load none of their assemblies.</summary>
    public static void AddTo(IServiceCollection services, ViewMetrics metrics)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i] is { IsKeyedService: false, ImplementationType: { } type })
            {
                services[i] = AssemblyOf(type) switch
                {
                    ViewsAssembly => View(services[i], type, metrics),
                    PagesAssembly => Page(services[i], type, metrics),
                    _ => services[i],
                };
            }
        }
    }

    private static string AssemblyOf(Type type) =>
        type.Assembly.FullName is { } name && name.IndexOf(',', StringComparison.Ordinal) is > 0 and var end ? name[..end] : string.Empty;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ServiceDescriptor View(ServiceDescriptor descriptor, Type type, ViewMetrics metrics) =>
        type == typeof(ViewResultExecutor) && descriptor.ServiceType == typeof(IActionResultExecutor<ViewResult>)
            ? Timed<MeasuredViewResultExecutor>(descriptor, metrics)
        : type == typeof(PartialViewResultExecutor) && descriptor.ServiceType == typeof(IActionResultExecutor<PartialViewResult>)
            ? Timed<MeasuredPartialViewResultExecutor>(descriptor, metrics)
        : descriptor;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ServiceDescriptor Page(ServiceDescriptor descriptor, Type type, ViewMetrics metrics) =>
        type == typeof(PageResultExecutor) && descriptor.ServiceType == typeof(PageResultExecutor)
            ? Timed<MeasuredPageResultExecutor>(descriptor, metrics)
            : descriptor;

    private static ServiceDescriptor Timed<T>(ServiceDescriptor descriptor, ViewMetrics metrics)
        where T : class =>
        new(descriptor.ServiceType, services => ActivatorUtilities.CreateInstance<T>(services, metrics), descriptor.Lifetime);
}
