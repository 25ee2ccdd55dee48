using System.Text.Json;
using AspNetCorePrometheus.EndToEnd.Support;

namespace AspNetCorePrometheus.EndToEnd.Mixin;

/// <summary>What jsonnet makes of the mixin: its expressions, and its rules as files for Prometheus.</summary>
internal sealed class RenderedMixin
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly JsonElement _rendered;

    private RenderedMixin(JsonElement rendered) => _rendered = rendered;

    public IReadOnlyList<Expression> Expressions => _rendered.GetProperty("expressions").Deserialize<List<Expression>>(Json)!;

    /// <param name="configuration">What is laid over <c>_config</c>, in jsonnet.</param>
    public static Task<RenderedMixin> WithExpressionsAsync(string configuration) =>
        RenderAsync(configuration, "expressions: (import 'render/expressions.jsonnet')(config=config),");

    /// <inheritdoc cref="WithExpressionsAsync"/>
    public static Task<RenderedMixin> RulesAsync(string configuration) => RenderAsync(configuration, string.Empty);

    /// <summary>Writes recording and alerting rules into a folder and answers the files' names.</summary>
    public IReadOnlyList<string> WriteRules(string folder) => [Write(folder, "records"), Write(folder, "alerts")];

    private static async Task<RenderedMixin> RenderAsync(string configuration, string more)
    {
        var program = $$"""
            local config = {{configuration}};
            local mixin = (import 'mixin.libsonnet') + { _config+:: config };
            { {{more}} records: mixin.prometheusRules, alerts: mixin.prometheusAlerts }
            """;
        await using var run = await ChildProcess.RunAsync(
            "jsonnet", ["-e", program], Path.Combine(Tree.Root, "mixin"), limit: Limit);
        return run.ErrorLines.Count == 0
            ? new RenderedMixin(JsonDocument.Parse(string.Join('\n', run.OutputLines)).RootElement)
            : throw new InvalidOperationException($"jsonnet\n{run.Transcript}");
    }

    private string Write(string folder, string name)
    {
        // JSON is YAML.
        var file = Path.Combine(folder, name + ".json");
        File.WriteAllText(file, _rendered.GetProperty(name).GetRawText());
        return file;
    }
}
