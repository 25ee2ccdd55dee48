using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Worker;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<Job>();
await builder.Build().RunAsync();
Console.WriteLine("done");
