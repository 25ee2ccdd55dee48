namespace AspNetCorePrometheus.EndToEnd.Mixin;

/// <summary>The points of time before a moment that the mixin looks back to, some of them closely enough for a rate.</summary>
internal static class Past
{
    private static readonly (TimeSpan From, TimeSpan To, TimeSpan Step)[] Windows =
    [
        (TimeSpan.FromDays(8), TimeSpan.FromHours(12), TimeSpan.FromHours(12)),
        // Panels that show the week before.
        (TimeSpan.FromDays(7) + TimeSpan.FromMinutes(10), TimeSpan.FromDays(7) - TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1)),
        // Hit rates of half an hour, a day before.
        (OneDay + TimeSpan.FromMinutes(45), OneDay - TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(3)),
        // Memory six hours before.
        (TimeSpan.FromHours(6.5), TimeSpan.FromHours(5.5), TimeSpan.FromMinutes(10)),
        (TimeSpan.FromMinutes(65), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)),
    ];

    private static TimeSpan OneDay => TimeSpan.FromDays(1);

    /// <summary>Ascending, each once; the first is eight days before.</summary>
    public static IReadOnlyList<DateTimeOffset> Before(DateTimeOffset now) =>
    [
        .. Windows
            .SelectMany(window => Enumerable
                .Range(0, (int)((window.From - window.To) / window.Step) + 1)
                .Select(step => now - window.From + step * window.Step))
            .Distinct()
            .Order(),
    ];
}
