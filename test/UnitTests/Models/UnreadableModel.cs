using System.Reflection;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AspNetCorePrometheus.UnitTests.Models;

/// <summary>A model that cannot be asked for its entities, and tells nothing else.</summary>
public class UnreadableModel : DispatchProxy
{
    /// <summary>How often it has been asked for its entities.</summary>
    public int Asked { get; private set; }

    public static IModel New() => Create<IModel, UnreadableModel>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == nameof(IReadOnlyModel.GetEntityTypes))
        {
            Asked++;
            throw new NotSupportedException();
        }

        return targetMethod.ReturnType is { IsValueType: true } type && type != typeof(void) ? Activator.CreateInstance(type) : null;
    }
}
