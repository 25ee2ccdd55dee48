#pragma warning disable ASPDEPR004, ASPDEPR008 // The builder of ASP.NET Core 1 is still used here.
using ClassicStartup;

var host = new WebHostBuilder()
    .UseKestrel()
    .UseContentRoot(Directory.GetCurrentDirectory())
    .UseStartup<Startup>()
    .Build();

host.Run();
