using System.Text.Json;
using System.Text.Json.Nodes;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Deploy;

/// <summary>Every file of <c>deploy</c> that is YAML is judged by a program, or field by field.</summary>
public sealed class ShapeTests
{
    private static readonly string[] OfPromtool = ["compose/prometheus.yml", "grafana-cloud/prometheus.yml", "prometheus/prometheus.yml", "prometheus/targets/warehouse.yml"];
    private static readonly string[] OfAmtool = ["compose/alertmanager.yml"];

    /// <summary>A file, a document in it, its shape, and the objects whose names are the operator's own.</summary>
    public static TheoryData<string, int, string, string> Documents() => new()
    {
        { "kubernetes/application.yaml", 0, "Deployment", "labels matchLabels" },
        { "kubernetes/application.yaml", 1, "Service", "labels selector" },
        { "kubernetes/pod-monitor.yaml", 0, "PodMonitor", "matchLabels" },
        { "kubernetes/service-monitor.yaml", 0, "ServiceMonitor", "matchLabels" },
        { "compose/compose.yaml", 0, "Compose", "environment services volumes" },
        { "compose/grafana/provisioning/datasources/prometheus.yml", 0, "GrafanaDatasources", "" },
        { "compose/grafana/provisioning/dashboards/mixin.yml", 0, "GrafanaProviders", "" },
    };

    [Fact]
    public void Every_file_is_judged() => Assert.Equal(
        Directory.EnumerateFiles(Tree.File("deploy"), "*.y*ml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Tree.File("deploy"), file)).Order(),
        Documents().Select(row => (string)row[0]).Concat(OfPromtool).Concat(OfAmtool).Distinct().Order());

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task A_document_has_its_shape_and_a_field_that_is_misspelt_is_noticed(string file, int index, string shape, string free)
    {
        var document = (await Tool.YamlAsync(Tree.File(Path.Combine("deploy", file))))[index];

        Assert.Empty(Shapes.Problems(document, shape));
        var unnoticed = Misspelt(document).Where(each => Shapes.Problems(each.Document, shape).Count == 0).Select(each => each.Owner);
        Assert.Equal(free, string.Join(' ', unnoticed.Distinct().Order()));
    }

    [Theory]
    [InlineData("""{"name": "a", "containerPort": "http"}""", "ContainerPort", ".containerPort is no whole number")]
    [InlineData("""{"name": "9464", "containerPort": 1}""", "ContainerPort", ".name is not /(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?/")]
    [InlineData("""{"name": "a"}""", "ContainerPort", ".containerPort is missing")]
    [InlineData("""{"name": "a", "value": 9464}""", "Variable", ".value is no text")]
    [InlineData("""{"port": "a", "interval": "15"}""", "MetricsEndpoint", ".interval is not /([0-9]+(ms|[smhdwy]))+/")]
    [InlineData("""{"rules": [{"alert": "A", "expr": "a", "fore": "1m"}], "name": "a"}""", "RuleGroup", ".rules[0].fore is no field")]
    public void A_value_of_another_kind_is_noticed(string value, string shape, string problem) =>
        Assert.Equal(problem, Assert.Single(Shapes.Problems(JsonDocument.Parse(value).RootElement, shape)));

    // The document with one field after the other misspelt, and the object that the field is of.
    private static IEnumerable<(string Owner, JsonElement Document)> Misspelt(JsonElement document)
    {
        var root = JsonNode.Parse(document.GetRawText())!;
        foreach (var owner in Objects(root).ToArray())
        {
            foreach (var name in owner.Select(field => field.Key).ToArray())
            {
                Rename(owner, name, name + "x");
                yield return (owner.GetPath().Split('.')[^1], JsonDocument.Parse(root.ToJsonString()).RootElement);
                Rename(owner, name + "x", name);
            }
        }
    }

    private static void Rename(JsonObject owner, string name, string other)
    {
        var value = owner[name];
        owner.Remove(name);
        owner[other] = value;
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject here => here.SelectMany(field => Objects(field.Value)).Prepend(here),
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };
}
