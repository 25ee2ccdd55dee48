using System.Text;

namespace AspNetCorePrometheus.Instrumentation.Exposition;

/// <summary>The start of a sample line, with and without labels after it.</summary>
internal sealed class SampleName(string name)
{
    /// <summary>The name and the space before the number.</summary>
    public byte[] Alone { get; } = Encoding.UTF8.GetBytes(name + ' ');

    /// <summary>The name and the opening brace.</summary>
    public byte[] Open { get; } = Encoding.UTF8.GetBytes(name + '{');
}
