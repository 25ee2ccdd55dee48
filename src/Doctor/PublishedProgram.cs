namespace AspNetCorePrometheus.Doctor;

/// <summary>A program as it was published, found by its folder or by its file.</summary>
internal sealed class PublishedProgram
{
    private const string ConfigEnding = ".runtimeconfig.json";

    private PublishedProgram(string folder, string name, RuntimeConfig? config, bool isSingleFile, bool isNativeAot)
    {
        Folder = folder;
        Name = name;
        Config = config;
        IsSingleFile = isSingleFile;
        IsNativeAot = isNativeAot;
    }

    public string Folder { get; }

    public string Name { get; }

    /// <summary>Null for a program of Native AOT.</summary>
    public RuntimeConfig? Config { get; }

    public bool IsSingleFile { get; }

    public bool IsNativeAot { get; }

    /// <summary>The package, or a copy of the drop-in, among the application's own assemblies.</summary>
    public string? OwnCopy => Existing(DropInFolder.ShellFile);

    /// <summary>What would happen to it, with the variables that the doctor itself was started with.</summary>
    /// <exception cref="IOException">There is no such folder or file, or it cannot be read.</exception>
    public static Finding Examine(string path, DropInFolder home)
    {
        var found = Find(Path.GetFullPath(path));
        return found.Count switch
        {
            0 => Finding.Unknown($"{path} holds no .NET program: neither a runtimeconfig.json nor a single-file program."),
            1 => new Examination(found[0], Variables.Own(), home).ForNextStart(),
            _ => Finding.Unknown("there are several programs; name one: " + string.Join(", ", found.Select(program => program.Name))),
        };
    }

    /// <summary>The programs of a folder, or the one that a file is.</summary>
    public static IReadOnlyList<PublishedProgram> Find(string path)
    {
        if (File.Exists(path))
        {
            return One(path) is { } one ? [one] : [];
        }

        var configured = Directory.GetFiles(path, "*" + ConfigEnding)
            .Select(file => file[..^ConfigEnding.Length] + ".dll").Where(File.Exists).ToList();
        return configured.Count > 0
            ? [.. configured.Select(file => One(file)!)]
            : [.. Directory.GetFiles(path).Where(IsNative).Select(One).OfType<PublishedProgram>()];
    }

    public bool HasAssembly(string name) => Existing(name + ".dll") is not null;

    /// <summary>The full path of a file beside the program; null if there is none.</summary>
    public string? Existing(string file) => Path.Combine(Folder, file) is var full && File.Exists(full) ? full : null;

    private static PublishedProgram? One(string file)
    {
        var folder = Path.GetDirectoryName(file)!;
        var name = Path.GetFileName(file);
        var config = file + ConfigEnding;
        config = File.Exists(config) ? config : Path.Combine(folder, Path.GetFileNameWithoutExtension(file) + ConfigEnding);
        if (File.Exists(config))
        {
            return new(folder, name, new RuntimeConfig(File.ReadAllBytes(config)), isSingleFile: false, isNativeAot: false);
        }

        var program = File.ReadAllBytes(file);
        return Bundle.RuntimeConfig(program) is { } text ? new(folder, name, new RuntimeConfig(text), isSingleFile: true, isNativeAot: false)
            : Bundle.IsNativeAot(program) ? new(folder, name, null, isSingleFile: false, isNativeAot: true)
            : null;
    }

    // ELF, PE, Mach-O; the names of libraries are no programs.
    private static bool IsNative(string file)
    {
        if (Path.GetExtension(file) is ".so" or ".dll" or ".dylib")
        {
            return false;
        }

        Span<byte> start = stackalloc byte[4];
        using var stream = File.OpenRead(file);
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
            && (start.SequenceEqual("\u007fELF"u8) || start.StartsWith("MZ"u8) || start.SequenceEqual(stackalloc byte[] { 0xcf, 0xfa, 0xed, 0xfe }));
    }
}
