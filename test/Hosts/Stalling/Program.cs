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
    Thread.Sleep(Timeout.Infinite);
}

static void Starve()
{
    ThreadPool.SetMinThreads(1, 1);
    ThreadPool.SetMaxThreads(Environment.ProcessorCount, Environment.ProcessorCount);
    using var end = new ManualResetEvent(false);

    // The pool wakes a thread for what is queued now, not for what waits: so one at a time, until none is left to wake.
    var blocked = 0;
    while (Volatile.Read(ref blocked) < Math.Max(ThreadPool.ThreadCount, Environment.ProcessorCount))
    {
        ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                Interlocked.Increment(ref blocked);
                end.WaitOne();
            },
            null);
        Thread.Sleep(10);
    }

    // A starved application does not even stop.
    Thread.Sleep(TimeSpan.FromSeconds(15));
    ThreadPool.SetMaxThreads(1000, 1000);
    end.Set();
    Thread.Sleep(Timeout.Infinite);
}
