using System.Net;
using System.Net.Sockets;

// An application that is late, stalls or stops, as it is told.
var builder = WebApplication.CreateBuilder(args);
if (int.TryParse(builder.Configuration["CODED_PORT"], out var port))
{
    builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
}

var app = builder.Build();
var stopped = false;

app.MapGet("/", () => "running");
app.MapGet("/peer", (HttpContext context) => context.Connection.RemoteIpAddress?.ToString());
app.MapPost("/starve", (HttpContext context, int gate) =>
{
    // The answer to the one who asked goes out first.
    context.Response.OnCompleted(() =>
    {
        new Thread(() => Starve(gate)) { IsBackground = true }.Start();
        return Task.CompletedTask;
    });
    return "starving";
});
app.MapPost("/stop", () =>
{
    stopped = true;
    app.Lifetime.StopApplication();
});

if (builder.Configuration.GetValue<int?>("LATE_GATE") is { } late)
{
    Await(late);
}

app.Run();
if (stopped)
{
    Console.WriteLine("the host has ended");
    Thread.Sleep(Timeout.Infinite);
}

// It ends when the gate opens, as a starved application does not even stop.
static void Starve(int gate)
{
    var isOpen = new ManualResetEventSlim();
    new Thread(() =>
    {
        Await(gate);
        isOpen.Set();
    }) { IsBackground = true }.Start();
    ThreadPool.SetMinThreads(1, 1);
    ThreadPool.SetMaxThreads(Environment.ProcessorCount, Environment.ProcessorCount);

    // The pool wakes a thread for what is queued now, not for what waits: so one at a time, until none is left to wake.
    var blocked = 0;
    while (Volatile.Read(ref blocked) < Math.Max(ThreadPool.ThreadCount, Environment.ProcessorCount) && !isOpen.IsSet)
    {
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                Interlocked.Increment(ref blocked);
                isOpen.Wait();
            },
            null);
        Thread.Sleep(10);
    }
}

// A gate is a port of the test's: it is open when it takes no connection, or ends it.
static void Await(int gate)
{
    try
    {
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, gate);
        client.GetStream().ReadByte();
    }
    catch (Exception exception) when (exception is SocketException or IOException)
    {
    }
}
