namespace AspNetCorePrometheus.UnitTests.Models;

internal sealed class SavedNote
{
    public int Id { get; set; }
}
