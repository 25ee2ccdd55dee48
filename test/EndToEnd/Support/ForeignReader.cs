using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AspNetCorePrometheus.EndToEnd.Support;

/// <summary>The text readers of Prometheus' client library for Python, of which that of OpenMetrics is strict.</summary>
/// <remarks>One process for any number of pages: it takes longer to start than to read most of them.</remarks>
internal static class ForeignReader
{
    // Debian's package is for Debian's interpreter, which need not be the first on the path.
    private const string Python = "/usr/bin/python3";

    /// <summary>An answer for each page. Throws if the library cannot be run.</summary>
    public static async Task<IReadOnlyList<ForeignAnswer>> ReadAsync(IEnumerable<(string Page, bool OpenMetrics)> pages)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Support", "foreign_reader.py");
        using var python = Process.Start(new ProcessStartInfo(Python, [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = python.StandardError.ReadToEndAsync();
        var output = python.StandardOutput.ReadToEndAsync();
        var question = JsonSerializer.SerializeToUtf8Bytes(
            pages.Select(page => new[] { page.OpenMetrics ? "openmetrics" : "text", page.Page }));
        try
        {
            await python.StandardInput.BaseStream.WriteAsync(question);
            python.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before it read anything, and its errors say why.
        }

        await python.WaitForExitAsync();
        return python.ExitCode == 0
            ? [.. JsonDocument.Parse(await output).RootElement.EnumerateArray().Select(Answer)]
            : throw new InvalidOperationException($"Is python3-prometheus-client installed?\n{await errors}");
    }

    private static ForeignAnswer Answer(JsonElement answer) => answer.TryGetProperty("error", out var error)
        ? new ForeignAnswer(error.GetString(), [])
        : new ForeignAnswer(null, [.. answer.GetProperty("samples").EnumerateArray().Select(Sample)]);

    private static Sample Sample(JsonElement sample) => new(
        sample[0].GetString()!,
        sample[1].EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!),
        double.Parse(sample[2].GetString()!, CultureInfo.InvariantCulture));
}
