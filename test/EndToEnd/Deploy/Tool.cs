using System.Text.Json;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Deploy;

/// <summary>Programs that judge files of <c>deploy</c>.</summary>
internal static class Tool
{
    /// <summary>Runs a program to its end, which must be a good one without a word of warning; answers its output.</summary>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        await using var run = await ChildProcess.RunAsync(program, arguments, folder);
        Assert.True(await run.ExitCodeAsync(Deadline.Default) == 0, $"{program} {string.Join(' ', arguments)}\n{run.Transcript}");
        return string.Join('\n', run.OutputLines);
    }

    /// <summary>The documents of a YAML file, by a parser that tells quoted text from numbers.</summary>
    public static async Task<IReadOnlyList<JsonElement>> YamlAsync(string path)
    {
        const string Program = "import json, sys, yaml; print(json.dumps(list(yaml.safe_load_all(open(sys.argv[1])))))";
        var documents = JsonDocument.Parse(await RunAsync(Path.GetDirectoryName(path)!, "python3", "-c", Program, path));
        return [.. documents.RootElement.EnumerateArray()];
    }
}
