using System.Runtime.CompilerServices;
using AspNetCorePrometheus.Instrumentation.Exposition;

namespace AspNetCorePrometheus.Instrumentation.Page;

/// <summary>
/// Pages for scrapes. One collection runs at a time, whatever the number of scrapes: those that come meanwhile wait for the next
/// one and share its pages, so that each sees all that was measured before it came.
/// </summary>
/// <remarks>
/// Who waits leaves when its time is over, without the page: a callback of the application that hangs holds the one thread that it
/// runs on, and no scrape. An application's starved thread pool holds up only who waits asynchronously.
/// </remarks>
internal sealed class PageRenderer(PageMaker maker)
{
    // Pages of different kinds that may wait at once.
    private const int MostWaiting = 64;

    private static readonly Predicate<SharedPage> IsUnwanted = static page => page.Unwanted.IsCancellationRequested;

    private readonly Lock _gate = new();

    private List<SharedPage> _waiting = [];
    private List<SharedPage> _making = [];
    private bool _isMaking;

    /// <summary>How many pages of different kinds are waited for and not yet being made.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>A whole page, which the caller disposes of.</summary>
    /// <exception cref="TimeoutException">The page was not there in time.</exception>
    /// <exception cref="PageTooLargeException">The page is beyond its limit.</exception>
    /// <exception cref="PageRefusedException">There is no room for another page.</exception>
    /// <exception cref="OperationCanceledException">The caller does not want it any longer.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SharedPage> RenderAsync(AskedPage asked, TimeSpan limit, CancellationToken cancellationToken)
    {
        var page = Join(asked, out var isMaking);
        try
        {
            if (!isMaking)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static renderer => renderer.Make(), this, preferLocal: true);
            }

            await page.Made.WaitAsync(limit, cancellationToken).ConfigureAwait(false);
            return page;
        }
        catch
        {
            page.Dispose();
            throw;
        }
    }

    /// <summary>As <see cref="RenderAsync"/>, for a thread of our own, whether or not the thread pool has one to spare.</summary>
    public SharedPage Render(AskedPage asked, TimeSpan limit)
    {
        var page = Join(asked, out var isMaking);
        try
        {
            if (!isMaking)
            {
                OwnThread.Start("page", Make);
            }

            if (Task.WaitAny([page.Made], limit) < 0)
            {
                throw new TimeoutException();
            }

            page.Made.GetAwaiter().GetResult();
            return page;
        }
        catch
        {
            page.Dispose();
            throw;
        }
    }

    private SharedPage Join(AskedPage asked, out bool isMaking)
    {
        lock (_gate)
        {
            isMaking = _isMaking;
            _waiting.RemoveAll(IsUnwanted);
            foreach (var waiting in _waiting)
            {
                if (waiting.Asked == asked && waiting.TryHold())
                {
                    return waiting;
                }
            }

            if (_waiting.Count >= MostWaiting)
            {
                throw new PageRefusedException($"{MostWaiting} pages of different kinds are waited for already.");
            }

            var page = new SharedPage(asked);
            page.TryHold();
            _waiting.Add(page);
            return page;
        }
    }

    // Whichever thread comes first makes the pages of all; a second one finds them being made.
    private void Make()
    {
        for (var pages = Begin(); pages.Count > 0; pages = Next())
        {
            maker.Make(pages);
        }
    }

    private List<SharedPage> Begin()
    {
        lock (_gate)
        {
            return _isMaking ? [] : Take();
        }
    }

    private List<SharedPage> Next()
    {
        lock (_gate)
        {
            _making.Clear();
            return Take();
        }
    }

    private List<SharedPage> Take()
    {
        _waiting.RemoveAll(IsUnwanted);
        (_waiting, _making) = (_making, _waiting);
        _isMaking = _making.Count > 0;
        return _making;
    }
}
