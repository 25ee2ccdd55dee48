using System.Reflection;
using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>
/// Reads one public property of objects whose types are the application's, by a delegate that is bound once for each type.
/// </summary>
/// <remarks>
/// Our assembly references no EF Core, so that one build serves every version, and a process without EF Core never looks for
/// it. An application with EF Core in a plug-in's load context as well has two types of one name, each with its own delegate.
/// </remarks>
/// <typeparam name="T">The property's type, a base of it, or <see langword="int"/> for an enumeration.</typeparam>
/// <param name="property">The property's name.</param>
/// <param name="declaredBy">The full name of the type whose property it is; null for the most derived one that has it.</param>
internal sealed class Payload<T>(string property, string? declaredBy = null)
{
    private readonly ConditionalWeakTable<Type, Reader> _readers = [];

    private Reader? _last;

    /// <summary>The property's value. Throws <see cref="MissingMemberException"/> if the object has no such property.</summary>
    public T Of(object target) => ReaderOf(target) is { CanRead: true } reader
        ? reader.Read(target)
        : throw new MissingMemberException(target.GetType().FullName, property);

    /// <summary>The property's value, or the default where the object has no such property.</summary>
    public T? OfAny(object target) => ReaderOf(target).Read(target);

    private Reader ReaderOf(object target)
    {
        var type = target.GetType();
        var last = _last;
        if (last is null || last.Type != type)
        {
            // The method as a delegate would be an allocation each time.
            _last = last = _readers.TryGetValue(type, out var known) ? known : _readers.GetValue(type, Bind);
        }

        return last;
    }

    private Reader Bind(Type type)
    {
        if (PublicProperty.Getter(type, property, declaredBy) is { } getter)
        {
            return Make(type, getter.DeclaringType!, getter);
        }

        foreach (var implemented in type.GetInterfaces())
        {
            if (implemented.GetProperty(property)?.GetMethod is { } implementedGetter
                && typeof(T).IsAssignableFrom(implementedGetter.ReturnType))
            {
                return Make(type, implemented, implementedGetter);
            }
        }

        return new Reader { Type = type };
    }

    private static Reader Make(Type type, Type declaring, MethodInfo getter)
    {
        if (declaring.IsValueType || (getter.ReturnType.IsValueType && typeof(T) != getter.ReturnType && !getter.ReturnType.IsEnum))
        {
            return new Reader { Type = type };
        }

        var reader = (Reader)Activator.CreateInstance(typeof(Reader<>).MakeGenericType(typeof(T), declaring), getter)!;
        reader.Type = type;
        return reader;
    }

    // As it is, that of a type without the property.
    private class Reader
    {
        public Type Type { get; set; } = typeof(object);

        public virtual bool CanRead => false;

        public virtual T Read(object target) => default!;
    }

    private sealed class Reader<TTarget>(MethodInfo getter) : Reader
        where TTarget : class
    {
        private readonly Func<TTarget, T> _get = getter.CreateDelegate<Func<TTarget, T>>();

        public override bool CanRead => true;

        public override T Read(object target) => _get(Unsafe.As<TTarget>(target));
    }
}
