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
app.MapPost("/starve", () =>
{
    new Thread(Starve) { IsBackground = true }.Start();
    return "starving";
});
app.MapPost("/stop", () =>
{
    stopped = true;
    app.Lifetime.StopApplication();
});

Thread.Sleep(TimeSpan.FromSeconds(builder.Configuration.GetValue("LATE_SECONDS", 0)));
app.Run();
if (stopped)
{
    Console.WriteLine("the host has ended");
    Thread.Sleep(Timeout.Infinite);
}

static void Starve()
{
    // The answer to the one who asked goes out first.
    Thread.Sleep(TimeSpan.FromSeconds(1));
    ThreadPool.SetMinThreads(1, 1);
    ThreadPool.SetMaxThreads(Environment.ProcessorCount, Environment.ProcessorCount);

    // It ends, as a starved application does not even stop.
    var end = Environment.TickCount64 + 15_000;

    // The pool wakes a thread for what is queued now, not for what waits: so one at a time, until none is left to wake.
    var blocked = 0;
    while (Volatile.Read(ref blocked) < Math.Max(ThreadPool.ThreadCount, Environment.ProcessorCount) && Environment.TickCount64 < end)
    {
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                Interlocked.Increment(ref blocked);
                Thread.Sleep((int)Math.Max(0, end - Environment.TickCount64));
            },
            null);
        Thread.Sleep(10);
    }
}
