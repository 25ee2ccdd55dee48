using System.Data.Common;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>What EF Core tells of a command that has been executed.</summary>
internal struct CommandEnd
{
    private static readonly PayloadFields<CommandEnd> Fields = new("Context", "Result", "IsAsync");

    public DbCommand Command;

    /// <summary>Null for a command that no context sends.</summary>
    public object? Context;

    /// <summary>EF Core's <c>CommandSource</c>: what has sent it.</summary>
    public int CommandSource;

    /// <summary>Until it has answered.</summary>
    public TimeSpan Duration;

    /// <summary>A reader, a number of rows, or a value.</summary>
    public object? Result;

    public bool IsAsync;

    /// <summary>Reads the event. Throws <see cref="MissingMemberException"/> if it is none of a command's end.</summary>
    public static void Of(object payload, out CommandEnd end) => Fields.Read(payload, out end);
}
