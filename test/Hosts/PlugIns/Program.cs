using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using PlugIns;

var builder = WebApplication.CreateBuilder(args);
var path = builder.Configuration["PlugIn"]!;
var connection = builder.Configuration.GetConnectionString("Data")!;
var own = new Lazy<Assembly>(() => new PlugInContext(path).LoadFromAssemblyPath(path));
var late = new Lazy<Assembly>(() =>
{
    var resolver = new AssemblyDependencyResolver(path);
    AssemblyLoadContext.Default.Resolving += (context, name) =>
        resolver.ResolveAssemblyToPath(name) is { } found ? context.LoadFromAssemblyPath(found) : null;
    AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
        resolver.ResolveUnmanagedDllToPath(name) is { } found ? NativeLibrary.Load(found) : 0;
    return AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
});
if (builder.Configuration["Register"] == "true")
{
    Call(own.Value, "Register", builder.Services, connection);
}

var app = builder.Build();
app.MapGet("/run/own", () => Call(own.Value, "Run", connection));
app.MapGet("/run/late", () => Call(late.Value, "Run", connection));
app.Run();

static object? Call(Assembly plugIn, string method, params object[] arguments) =>
    plugIn.GetType("Data.PlugIn", throwOnError: true)!.GetMethod(method)!.Invoke(null, arguments);
