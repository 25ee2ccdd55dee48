// What design-time tools do: run an application's Main until its host is built, take the services and stop it there.
//   DesignTool <application.dll>
// Prints what became of it, and waits a while for anything that goes on behind.
using System.Reflection;
using DesignTool;

var application = Assembly.LoadFrom(args[0]);
using var interception = new HostInterception();
var outcome = "returned";
var main = new Thread(() =>
{
    try
    {
        application.EntryPoint!.Invoke(null, [Array.Empty<string>()]);
    }
    catch (TargetInvocationException thrown)
    {
        outcome = thrown.InnerException!.GetType().FullName!;
    }
});
main.Start();
main.Join();
var services = interception.Services;
Console.WriteLine($"main ended with {outcome}");
Console.WriteLine($"services {services is not null}");
foreach (var type in application.GetTypes().Where(type => type.BaseType?.FullName == "Microsoft.EntityFrameworkCore.DbContext"))
{
    var options = type.GetConstructors()[0].GetParameters()[0].ParameterType;
    Console.WriteLine($"{type.Name} {services!.GetType().GetMethod("GetService", [typeof(Type)])!.Invoke(services, [options]) is not null}");
}

Thread.Sleep(TimeSpan.FromSeconds(5));
