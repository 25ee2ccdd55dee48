#pragma warning disable IDE0130 // The runtime looks for the attribute under this name, in whichever assembly it is.
namespace System.Runtime.CompilerServices;
#pragma warning restore IDE0130

/// <summary>Lets the assembly that bears it use the internal types of another.</summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
{
    public string AssemblyName { get; } = assemblyName;
}
