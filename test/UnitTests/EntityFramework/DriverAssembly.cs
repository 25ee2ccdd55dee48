using System.Reflection;
using System.Reflection.Emit;
using Microsoft.Data.Sqlite;

namespace AspNetCorePrometheus.UnitTests.EntityFramework;

/// <summary>Connections to SQLite whose type comes from an assembly with the name and version of another driver.</summary>
internal static class DriverAssembly
{
    public static SqliteConnection Connection(string name, int major)
    {
        var type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName(name) { Version = new Version(major, 0, 0, 0) }, AssemblyBuilderAccess.Run)
            .DefineDynamicModule(name)
            .DefineType(name + "Connection", TypeAttributes.Public, typeof(SqliteConnection));
        type.DefineDefaultConstructor(MethodAttributes.Public);
        var connection = (SqliteConnection)Activator.CreateInstance(type.CreateType())!;
        connection.ConnectionString = "Data Source=:memory:";
        return connection;
    }
}
