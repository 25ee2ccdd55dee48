using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Deploy;

public sealed partial class DeployTests : IDisposable
{
    private readonly string _folder = Tree.NewTemporaryFolder();

    public static TheoryData<string> YamlFiles() =>
    [
        .. Directory.EnumerateFiles(Tree.File("deploy"), "*.y*ml", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Tree.File("deploy"), file)).Order(),
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(YamlFiles))]
    public async Task Every_YAML_file_can_be_read(string file) =>
        Assert.All(await Tool.YamlAsync(Deploy(file)), document => Assert.NotEqual(JsonValueKind.Null, document.ValueKind));

    [Fact]
    public async Task Promtool_accepts_the_scrape_configuration_with_the_mixins_rules() =>
        Assert.Contains("2 rule files found", await Tool.RunAsync(Tree.File("."), "promtool", "check", "config", Deploy("prometheus/prometheus.yml")), StringComparison.Ordinal);

    [Fact]
    public async Task Promtool_accepts_the_configuration_of_compose_beside_the_mixins_rules()
    {
        Copy(Deploy("compose/prometheus.yml"), Tree.File("mixin/prometheus_rules.yaml"), Tree.File("mixin/prometheus_alerts.yaml"));

        Assert.Contains(
            "2 rule files found", await Tool.RunAsync(_folder, "promtool", "check", "config", "prometheus.yml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promtool_accepts_the_configuration_of_Grafana_Cloud_when_its_secrets_are_there()
    {
        var secret = Path.Combine(_folder, "secret");
        await File.WriteAllTextAsync(secret, "s");
        var text = SecretFile().Replace(await File.ReadAllTextAsync(Deploy("grafana-cloud/prometheus.yml")), $"_file: {secret}");
        await File.WriteAllTextAsync(Path.Combine(_folder, "prometheus.yml"), text);

        await Tool.RunAsync(_folder, "promtool", "check", "config", "prometheus.yml");
    }

    [Theory]
    [InlineData("ConfigMap")]
    [InlineData("GrafanaDashboard")]
    public async Task The_mixin_becomes_resources_of_Kubernetes(string dashboards)
    {
        await Tool.RunAsync(Deploy("kubernetes"), "jsonnet", "-m", _folder, "--tla-str", "dashboards=" + dashboards, "mixin.jsonnet");
        var resources = Directory.GetFiles(_folder).ToDictionary(file => Path.GetFileName(file), file => JsonDocument.Parse(File.ReadAllText(file)).RootElement);

        var rule = resources["prometheus-rule.json"];
        Assert.Equal("PrometheusRule", rule.GetProperty("kind").GetString());
        await File.WriteAllTextAsync(Path.Combine(_folder, "rules.json"), rule.GetProperty("spec").GetRawText());
        Assert.Contains("rules found", await Tool.RunAsync(_folder, "promtool", "check", "rules", "rules.json"), StringComparison.Ordinal);

        var others = resources.Where(resource => resource.Key != "prometheus-rule.json").ToArray();
        Assert.Equal(
            Directory.GetFiles(Tree.File("mixin/dashboards_out")).Select(file => "dashboard-" + Path.GetFileName(file)).Order(),
            others.Select(resource => resource.Key).Order());
        Assert.All(others, resource =>
        {
            Assert.Equal(dashboards, resource.Value.GetProperty("kind").GetString());
            Assert.Matches("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$", resource.Value.GetProperty("metadata").GetProperty("name").GetString());
            Assert.True(JsonDocument.Parse(DashboardOf(resource.Value)).RootElement.GetProperty("panels").GetArrayLength() > 0);
        });
    }

    [Fact]
    public async Task Prometheus_and_Grafana_are_rendered_with_the_mixin_vendored()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder, "aspnetcore-prometheus"), Tree.File("mixin"));
        var made = Directory.CreateDirectory(Path.Combine(_folder, "made")).FullName;
        foreach (var folder in new[] { "dashboards", "provisioning/datasources", "provisioning/dashboards" })
        {
            Directory.CreateDirectory(Path.Combine(made, "grafana", folder));
        }

        await Tool.RunAsync(Deploy("jsonnet"), "jsonnet", "-J", _folder, "-S", "-m", made, "monitoring.jsonnet");

        Assert.Contains("2 rule files found", await Tool.RunAsync(made, "promtool", "check", "config", "prometheus.yml"), StringComparison.Ordinal);
        Assert.Equal(
            Directory.GetFiles(Tree.File("mixin/dashboards_out")).Select(Path.GetFileName).Order(),
            Directory.GetFiles(Path.Combine(made, "grafana/dashboards")).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task What_compose_mounts_is_in_the_tree_or_built_by_it()
    {
        var services = (await Tool.YamlAsync(Deploy("compose/compose.yaml")))[0].GetProperty("services");
        var mounts = services.EnumerateObject()
            .SelectMany(service => service.Value.GetProperty("volumes").EnumerateArray().Select(volume => volume.GetString()!.Split(':')[0]))
            .Where(source => source.StartsWith('.'))
            .Select(source => Path.GetRelativePath(Tree.File("."), Path.Combine(Deploy("compose"), source)))
            .ToArray();

        Assert.NotEmpty(mounts);
        Assert.All(mounts, mount => Assert.True(mount is "artifacts/sample" or "artifacts/home" || Path.Exists(Tree.File(mount)), mount));
    }

    [Fact]
    public async Task The_monitors_select_what_the_application_is_labelled_with_and_its_port()
    {
        var application = await Tool.YamlAsync(Deploy("kubernetes/application.yaml"));
        var pod = application[0].GetProperty("spec").GetProperty("template");
        var container = pod.GetProperty("spec").GetProperty("containers")[0];
        var podMonitor = (await Tool.YamlAsync(Deploy("kubernetes/pod-monitor.yaml")))[0].GetProperty("spec");
        var serviceMonitor = (await Tool.YamlAsync(Deploy("kubernetes/service-monitor.yaml")))[0].GetProperty("spec");

        AssertSelects(podMonitor, pod.GetProperty("metadata"));
        AssertSelects(serviceMonitor, application[1].GetProperty("metadata"));
        foreach (var endpoint in new[] { podMonitor.GetProperty("podMetricsEndpoints")[0], serviceMonitor.GetProperty("endpoints")[0] })
        {
            Assert.Equal(DropIn.PagePath, endpoint.GetProperty("path").GetString());
            Assert.Contains(
                endpoint.GetProperty("port").GetString(),
                container.GetProperty("ports").EnumerateArray().Select(port => port.GetProperty("name").GetString()));
        }

        Assert.Equal("metrics", application[1].GetProperty("spec").GetProperty("ports")[0].GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("kubernetes/application.yaml")]
    [InlineData("compose/compose.yaml")]
    [InlineData("docker/Dockerfile")]
    [InlineData("systemd/aspnetcore-prometheus.conf")]
    [InlineData("iis/web.config")]
    public async Task Both_variables_are_set_and_name_what_the_drop_in_folder_holds(string file)
    {
        var text = await File.ReadAllTextAsync(Deploy(file));

        Assert.Contains(DropIn.HooksVariable, text, StringComparison.Ordinal);
        Assert.Contains(DropIn.HostingStartupsVariable, text, StringComparison.Ordinal);
        Assert.Contains(DropIn.HostingStartup, text, StringComparison.Ordinal);
        Assert.Matches(@"[/\\]" + Regex.Escape(Path.GetFileName(DropIn.Hook)), text);
    }

    [Fact]
    public async Task Systemd_takes_the_drop_in_without_a_word()
    {
        var unit = Path.Combine(_folder, "shop.service");
        await File.WriteAllTextAsync(unit, "[Unit]\nDescription=Shop\n[Service]\nExecStart=/bin/true\n");
        var drops = Directory.CreateDirectory(unit + ".d").FullName;
        File.Copy(Deploy("systemd/aspnetcore-prometheus.conf"), Path.Combine(drops, "aspnetcore-prometheus.conf"));

        await using var verify = await ChildProcess.RunAsync("systemd-analyze", ["verify", unit], _folder);

        Assert.Equal(0, await verify.ExitCodeAsync(Deadline.Default));
        Assert.DoesNotContain(verify.OutputLines.Concat(verify.ErrorLines), line => line.Contains(_folder, StringComparison.Ordinal));
    }

    [Fact]
    public void The_variables_of_IIS_stand_where_its_module_reads_them() => Assert.Equal(
        [DropIn.HooksVariable, DropIn.HostingStartupsVariable],
        XDocument.Load(Deploy("iis/web.config")).Root!
            .Element("system.webServer")!.Element("aspNetCore")!.Element("environmentVariables")!.Elements("environmentVariable")
            .Select(variable => variable.Attribute("name")!.Value));

    private static string Deploy(string path) => Tree.File(Path.Combine("deploy", path));

    private static void AssertSelects(JsonElement monitor, JsonElement metadata) => Assert.All(
        monitor.GetProperty("selector").GetProperty("matchLabels").EnumerateObject(),
        label => Assert.Equal(label.Value.GetString(), metadata.GetProperty("labels").GetProperty(label.Name).GetString()));

    private static string DashboardOf(JsonElement resource) => resource.TryGetProperty("data", out var data)
        ? data.EnumerateObject().Single().Value.GetString()!
        : resource.GetProperty("spec").GetProperty("json").GetString()!;

    private void Copy(params string[] files)
    {
        foreach (var file in files)
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }
    }

    [GeneratedRegex(@"_file: \S+")]
    private static partial Regex SecretFile();
}
