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
/// once for each type of payload, which EF Core itself, whose queries are compiled at run time, could not do without either.
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

    /// <summary>Reads them. Throws <see cref="MissingMemberException"/> if a property is missing or of another type.</summary>
    public void Read(object payload, out TFields fields)
    {
        if (_last is not { } last || !last(payload, out fields))
        {
            _last = last = _readers.GetValue(payload.GetType(), Bind);
            last(payload, out fields);
        }
    }

    private Reading Bind(Type type)
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
        foreach (var field in typeof(TFields).GetFields())
        {
            if (Getter(type, field) is { } getter)
            {
                code.Emit(OpCodes.Ldarg_2);
                code.Emit(OpCodes.Ldarg_1);
                code.Emit(OpCodes.Callvirt, getter);
                code.Emit(OpCodes.Stfld, field);
            }
            else if (!optional.Contains(field.Name))
            {
                throw new MissingMemberException(type.FullName, field.Name);
            }
        }

        code.Emit(OpCodes.Ldc_I4_1);
        code.Emit(OpCodes.Ret);
        code.MarkLabel(others);
        code.Emit(OpCodes.Ldc_I4_0);
        code.Emit(OpCodes.Ret);
        return (Reading)method.CreateDelegate(typeof(Reading), this);
    }

    private static MethodInfo? Getter(Type type, FieldInfo field)
    {
        var getter = type.GetProperty(field.Name)?.GetMethod;
        var read = getter?.ReturnType;
        return read is not null && (read == field.FieldType
            || (!read.IsValueType && field.FieldType.IsAssignableFrom(read))
            || (read.IsEnum && read.GetEnumUnderlyingType() == field.FieldType))
                ? getter
                : null;
    }
}
