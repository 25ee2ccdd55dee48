using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.Caches.Wrapping;

/// <summary>
/// Makes types that add to a measured cache the further interfaces of the cache inside, and hand each of their calls on to it: code
/// that asks a cache what else it can do gets the same answer as without us.
/// </summary>
/// <remarks>
/// The types stand in a dynamic assembly, which may use internal types of ours and of the application. A parent has a property
/// <c>Inner</c> and a constructor that takes the inner cache and its series.
/// </remarks>
internal static class ForwardingType
{
    private static readonly ConcurrentDictionary<(Type Parent, Type Inner), Type> Made = new();
    private static readonly Lock Making = new();

    private static ModuleBuilder? _module;
    private static int _count;

    /// <summary>A parent around the inner cache. Throws where an interface cannot be handed on (static members).</summary>
    public static T Wrap<T>(Type parent, T inner, CacheSeries series)
        where T : class =>
        (T)Activator.CreateInstance(Made.GetOrAdd((parent, inner.GetType()), Make), inner, series)!;

    private static Type Make((Type Parent, Type Inner) types)
    {
        var further = types.Inner.GetInterfaces().Except(types.Parent.GetInterfaces()).ToArray();
        if (further.Length == 0)
        {
            return types.Parent;
        }

        lock (Making)
        {
            _module ??= NewModule();
            foreach (var assembly in further.Append(types.Parent).Select(type => type.Assembly.GetName().Name!).Distinct())
            {
                Allow(assembly);
            }

            var made = _module.DefineType(
                $"{types.Parent.Name}_{_count++}", TypeAttributes.Class | TypeAttributes.NotPublic | TypeAttributes.Sealed, types.Parent, further);
            Construct(made, types.Parent);
            var inner = types.Parent.GetProperty("Inner", BindingFlags.Instance | BindingFlags.Public)!.GetMethod!;
            foreach (var contract in further)
            {
                foreach (var method in contract.GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                {
                    if (method.IsVirtual && !method.IsFinal)
                    {
                        ForwardedMethod.Add(made, contract, method, inner);
                    }
                }
            }

            return made.CreateType();
        }
    }

    private static ModuleBuilder NewModule() => AssemblyBuilder
        .DefineDynamicAssembly(new AssemblyName("AspNetCorePrometheus.Forwarding"), AssemblyBuilderAccess.Run)
        .DefineDynamicModule("Forwarding");

    private static void Allow(string assembly) => ((AssemblyBuilder)_module!.Assembly).SetCustomAttribute(new CustomAttributeBuilder(
        typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!, [assembly]));

    private static void Construct(TypeBuilder made, Type parent)
    {
        var constructor = parent.GetConstructors()[0];
        var parameters = Array.ConvertAll(constructor.GetParameters(), parameter => parameter.ParameterType);
        var il = made.DefineConstructor(MethodAttributes.Public, CallingConventions.HasThis, parameters).GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(OpCodes.Call, constructor);
        il.Emit(OpCodes.Ret);
    }
}
