#pragma warning disable ASPDEPR004, ASPDEPR008 // The builder of ASP.NET Core 1 and 2 is what this application still uses.
using ClassicStartup;

var host = new WebHostBuilder()
    .UseKestrel()
    .UseContentRoot(Directory.GetCurrentDirectory())
    .UseStartup<Startup>()
    .Build();

host.Run();
