using AspNetCorePrometheus.EndToEnd.Support;
using AspNetCorePrometheus.Tds;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Databases;

/// <summary>A host with Microsoft.Data.SqlClient, on a stand-in server of its own.</summary>
public sealed class SqlServerRun : IAsyncLifetime
{
    public TdsServer Server { get; } = TdsServer.Start();

    internal AppProcess App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        App = await AppProcess.StartAsync("DataSqlServer", Variables(Server, DropIn.Variables()));
        await App.GetAsync("/select");
    }

    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await Server.DisposeAsync();
    }

    internal static Dictionary<string, string> Variables(TdsServer server, Dictionary<string, string> variables)
    {
        variables["ConnectionStrings__Data"] = server.ConnectionString("shop");
        variables["ConnectionStrings__LockedOut"] = server.ConnectionString("shop", TdsServer.LockedOutUser);
        variables["ConnectionStrings__Missing"] = server.ConnectionString(TdsServer.MissingDatabase);
        variables["ConnectionStrings__Unpooled"] = server.ConnectionString("unpooled", more: "Pooling=false");
        variables["ConnectionStrings__Refused"] = "Server=127.0.0.1,1;Database=refused;User ID=sa;Password=never-shown;Encrypt=false";
        return variables;
    }
}
