#pragma warning disable ASPDEPR008 // The builder of ASP.NET Core 2 is still used here.
using ClassicDefault;
using Microsoft.AspNetCore;

WebHost.CreateDefaultBuilder(args)
    .UseStartup<Startup>()
    .Build()
    .Run();
