namespace Caches;

public sealed record Outcome(int Count, double MedianMilliseconds, double NinetiethMilliseconds);
