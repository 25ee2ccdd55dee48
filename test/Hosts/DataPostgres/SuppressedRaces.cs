using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Data;

/// <summary>Lets a save go on whose row another one has changed.</summary>
public sealed class SuppressedRaces : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult> ThrowingConcurrencyExceptionAsync(
        ConcurrencyExceptionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(InterceptionResult.Suppress());
}
