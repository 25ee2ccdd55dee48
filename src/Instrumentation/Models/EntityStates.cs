namespace AspNetCorePrometheus.Instrumentation.Models;

/// <summary>EF Core's states of entities, which have had these numbers in every version.</summary>
internal enum EntityStates
{
    Detached = 0,
    Unchanged = 1,
    Deleted = 2,
    Modified = 3,
    Added = 4,
}
