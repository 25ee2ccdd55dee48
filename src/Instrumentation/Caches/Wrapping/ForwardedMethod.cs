using System.Reflection;
using System.Reflection.Emit;

namespace AspNetCorePrometheus.Instrumentation.Caches.Wrapping;

/// <summary>One method of an interface, implemented by the same call on the inner object.</summary>
internal static class ForwardedMethod
{
    public static void Add(TypeBuilder type, Type contract, MethodInfo method, MethodInfo inner)
    {
        var made = type.DefineMethod(
            $"{contract.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig
            | MethodAttributes.NewSlot,
            CallingConventions.HasThis);
        Type[] generics = method.IsGenericMethodDefinition
            ? made.DefineGenericParameters(Array.ConvertAll(method.GetGenericArguments(), argument => argument.Name))
            : [];
        Constrain(method, generics);

        var parameters = method.GetParameters();
        made.SetSignature(
            Map(method.ReturnType, generics),
            method.ReturnParameter.GetRequiredCustomModifiers(),
            method.ReturnParameter.GetOptionalCustomModifiers(),
            Array.ConvertAll(parameters, parameter => Map(parameter.ParameterType, generics)),
            Array.ConvertAll(parameters, parameter => parameter.GetRequiredCustomModifiers()),
            Array.ConvertAll(parameters, parameter => parameter.GetOptionalCustomModifiers()));
        Call(made.GetILGenerator(), contract, generics.Length == 0 ? method : method.MakeGenericMethod(generics), inner, parameters.Length);
        type.DefineMethodOverride(made, method);
    }

    private static void Call(ILGenerator il, Type contract, MethodInfo target, MethodInfo inner, int parameters)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, inner);
        il.Emit(OpCodes.Castclass, contract);
        for (var i = 1; i <= parameters; i++)
        {
            il.Emit(OpCodes.Ldarg, (short)i);
        }

        il.Emit(OpCodes.Callvirt, target);
        il.Emit(OpCodes.Ret);
    }

    private static void Constrain(MethodInfo method, Type[] generics)
    {
        var originals = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        for (var i = 0; i < originals.Length; i++)
        {
            var made = (GenericTypeParameterBuilder)generics[i];
            made.SetGenericParameterAttributes(originals[i].GenericParameterAttributes);
            var constraints = Array.ConvertAll(originals[i].GetGenericParameterConstraints(), constraint => Map(constraint, generics));
            made.SetInterfaceConstraints(Array.FindAll(constraints, constraint => constraint.IsInterface));
            if (Array.Find(constraints, constraint => !constraint.IsInterface) is { } parent)
            {
                made.SetBaseTypeConstraint(parent);
            }
        }
    }

    // The interface's method parameters give way to those of the method that is made.
    private static Type Map(Type type, Type[] generics) => type switch
    {
        { IsGenericMethodParameter: true } => generics[type.GenericParameterPosition],
        { IsByRef: true } => Map(type.GetElementType()!, generics).MakeByRefType(),
        { IsSZArray: true } => Map(type.GetElementType()!, generics).MakeArrayType(),
        { IsArray: true } => Map(type.GetElementType()!, generics).MakeArrayType(type.GetArrayRank()),
        { IsGenericType: true, ContainsGenericParameters: true } => type.GetGenericTypeDefinition().MakeGenericType(
            Array.ConvertAll(type.GetGenericArguments(), argument => Map(argument, generics))),
        _ => type,
    };
}
