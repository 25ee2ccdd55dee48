using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace AspNetCorePrometheus.Instrumentation.EntityFramework;

/// <summary>
/// Reads the public properties of an object that a structure's fields are named after, all at once: for what EF Core tells of each
/// command.
/// </summary>
/// <remarks>
/// What <see cref="Payload{T}"/> does for one property is a look-up and two indirect calls for each. Here a method is emitted
/// once for each type of payload, where the runtime lets code be emitted.
/// </remarks>
/// <typeparam name="TFields">
/// Fields of the properties' types, or of a base of them, or <see langword="int"/> for an enumeration.
/// </typeparam>
/// <param name="optional">Names of properties that a payload may lack, which then are the default.</param>
internal sealed class PayloadFields<TFields>(params string[] optional)
    where TFields : struct
{
    private readonly ConditionalWeakTable<Type, Reading> _readers = [];

    private Reading? _last;

    /// <summary>Answers false, without having read anything, for a payload of another type.</summary>
    private delegate bool Reading(object payload, out TFields fields);

    /// <summary>Whether a method is emitted; reflection reads otherwise.</summary>
    public bool Emits { get; init; } = RuntimeFeature.IsDynamicCodeSupported;

    /// <summary>Reads them. Throws <see cref="MissingMemberException"/> if a property is missing or of another type.</summary>
    public void Read(object payload, out TFields fields)
    {
        if (_last is not { } last || !last(payload, out fields))
        {
            var type = payload.GetType();
            _last = last = _readers.TryGetValue(type, out var known) ? known : _readers.GetValue(type, Bind);
            last(payload, out fields);
        }
    }

    private Reading Bind(Type type)
    {
        var properties = new List<Property>();
        foreach (var field in typeof(TFields).GetFields())
        {
            if (Getter(type, field) is { } getter)
            {
                properties.Add(new Property(field, getter));
            }
            else if (!optional.Contains(field.Name))
            {
                throw new MissingMemberException(type.FullName, field.Name);
            }
        }

        return Emits ? Emit(type, properties) : Reflect(type, properties);
    }

    private Reading Emit(Type type, List<Property> properties)
    {
        // A method with a target is called without a stub that would move the arguments; nothing needs the target.
        var method = new DynamicMethod(
            "Read", typeof(bool), [typeof(object), typeof(object), typeof(TFields).MakeByRefType()], typeof(TFields).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        var others = code.DefineLabel();
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Initobj, typeof(TFields));
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Isinst, type);
        code.Emit(OpCodes.Brfalse, others);
        foreach (var (field, getter) in properties)
        {
            code.Emit(OpCodes.Ldarg_2);
            code.Emit(OpCodes.Ldarg_1);
            code.Emit(OpCodes.Callvirt, getter);
            code.Emit(OpCodes.Stfld, field);
        }

        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Ret);
        code.MarkLabel(others);
        code.Emit(OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Ret);
        return (Reading)method.CreateDelegate(typeof(Reading), this);
    }

    // As a program is run that is meant to be compiled ahead of time.
    private static Reading Reflect(Type type, List<Property> properties) => (object payload, out TFields fields) =>
    {
        fields = default;
        if (!type.IsInstanceOfType(payload))
        {
            return false;
        }

        object boxed = fields;
        foreach (var (field, getter) in properties)
        {
            field.SetValue(boxed, getter.ReturnType.IsEnum ? Convert.ToInt32(getter.Invoke(payload, null), null) : getter.Invoke(payload, null));
        }

        fields = (TFields)boxed;
        return true;
    };

    private static MethodInfo? Getter(Type type, FieldInfo field)
    {
        // A value type's would have to be called otherwise; EF Core's are classes.
        var getter = type.IsValueType ? null : PublicProperty.Getter(type, field.Name);
        var read = getter?.ReturnType;
        return read is not null && (read == field.FieldType
            || (!read.IsValueType && field.FieldType.IsAssignableFrom(read))
            || (read.IsEnum && read.GetEnumUnderlyingType() == field.FieldType))
                ? getter
                : null;
    }

    // A class: a list of tuples would be a generic type over a value type, which the runtime compiles with the first command.
    private sealed record Property(FieldInfo Field, MethodInfo Getter);
}
