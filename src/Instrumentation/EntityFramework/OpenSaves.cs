using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>
/// The calls of <c>SaveChanges</c> that are running, by context: an interceptor may save on the same context inside of one.
/// </summary>
internal sealed class OpenSaves<TSave>
    where TSave : class, IOpenSave
{
    // A call whose end is never told must not pile up on a pooled context.
    private const int Deepest = 8;

    private readonly ConditionalWeakTable<object, Stack<TSave>> _open = [];

    /// <summary>Begins a call. Answers the one before that has failed without a word; null if there is none.</summary>
    public TSave? Begin(object context, TSave save)
    {
        var saves = _open.GetValue(context, static _ => []);
        var failed = saves.TryPeek(out var before) && before.MayHaveFailed ? saves.Pop() : null;
        if (saves.Count >= Deepest)
        {
            saves.Clear();
        }

        saves.Push(save);
        return failed;
    }

    /// <summary>The innermost call; null if none is running.</summary>
    public TSave? Current(object context) => _open.TryGetValue(context, out var saves) && saves.TryPeek(out var save) ? save : null;

    /// <summary>Ends the innermost call; null if it has been ended already.</summary>
    public TSave? End(object context) => _open.TryGetValue(context, out var saves) && saves.TryPop(out var save) ? save : null;
}
