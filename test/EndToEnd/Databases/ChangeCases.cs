using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>Requests of the data hosts, and by how much each moves the count of changed blogs.</summary>
internal static class ChangeCases
{
    public static TheoryData<string, int, int, int> Blogs => new()
    {
        { "/insert", 1, 0, 0 },
        { "/life", 1, 1, 1 },
        { "/owned", 0, 1, 0 },
        { "/tagged", 1, 0, 0 },
        { "/duplicate", 0, 0, 0 },
        { "/corrected", 2, 0, 0 },
        { "/not-accepted", 1, 0, 0 },
        { "/transaction/commit", 2, 0, 0 },
        { "/transaction/rollback", 0, 0, 0 },
        { "/transaction/dispose", 0, 0, 0 },
        { "/savepoint", 2, 0, 0 },
        { "/own-savepoint", 1, 0, 0 },
        { "/failed-inside", 1, 0, 0 },
        { "/refused/before", 1, 0, 0 },
        { "/refused/inside", 1, 0, 0 },
        { "/shared", 2, 0, 0 },
        { "/intercepted/audited", 3, 2, 1 },
        { "/intercepted/soft-deleted", 3, 3, 0 },
        { "/intercepted/reverted", 3, 1, 0 },
        { "/intercepted/all-reverted", 3, 0, 0 },
    };
}
