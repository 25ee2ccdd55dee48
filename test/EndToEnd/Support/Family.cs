namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>A family of the page with its metadata and samples, as they were written.</summary>
internal sealed class Family(string name)
{
    public string Name { get; } = name;

    public string? Type { get; set; }

    public string? Help { get; set; }

    public string? Unit { get; set; }

    public List<Sample> Samples { get; } = [];
}
