using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Deploy;

public sealed class DeployTests : IDisposable
{
    private const int MostOfAnnotations = 256 * 1024;

    private readonly string _folder = Tree.NewTemporaryFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

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
    public async Task Amtool_accepts_the_configuration_of_Alertmanager() => Assert.Contains(
        "SUCCESS", await Tool.RunAsync(_folder, "amtool", "check-config", Deploy("compose/alertmanager.yml")), StringComparison.Ordinal);

    [Theory]
    [InlineData("ConfigMap")]
    [InlineData("GrafanaDashboard")]
    public async Task The_mixin_becomes_resources_of_Kubernetes(string dashboards)
    {
        await Tool.RunAsync(Deploy("kubernetes"), "jsonnet", "-m", _folder, "--tla-str", "dashboards=" + dashboards, "mixin.jsonnet");
        var resources = Directory.GetFiles(_folder).ToDictionary(file => Path.GetFileName(file), file => JsonDocument.Parse(File.ReadAllText(file)).RootElement);

        var rule = resources["prometheus-rule.json"];
        Assert.Empty(Shapes.Problems(rule, "PrometheusRule"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "rules.json"), rule.GetProperty("spec").GetRawText());
        Assert.Contains("rules found", await Tool.RunAsync(_folder, "promtool", "check", "rules", "rules.json"), StringComparison.Ordinal);

        var others = resources.Where(resource => resource.Key != "prometheus-rule.json").ToArray();
        Assert.Equal(
            Directory.GetFiles(Tree.File("mixin/dashboards_out")).Select(file => "dashboard-" + Path.GetFileName(file)).Order(),
            others.Select(resource => resource.Key).Order());
        Assert.All(others, resource =>
        {
            Assert.Empty(Shapes.Problems(resource.Value, dashboards));
            Assert.True(JsonDocument.Parse(DashboardOf(resource.Value)).RootElement.GetProperty("panels").GetArrayLength() > 0);
        });

        // kubectl apply keeps each resource in an annotation of itself.
        Assert.All(resources, resource => Assert.InRange(resource.Value.GetRawText().Length, 1, MostOfAnnotations));
    }

    // jb links a folder of this machine as vendor/<its last name>, whatever else its file calls it. What comes from a repository stands
    // under the repository's path, and with legacyImports a link of its last name leads there.
    [Fact]
    public async Task Prometheus_and_Grafana_are_rendered_with_the_mixin_vendored()
    {
        var vendor = Path.Combine(_folder, "vendor");
        Directory.CreateDirectory(Path.Combine(vendor, "github.com/example/repository"));
        Directory.CreateSymbolicLink(Path.Combine(vendor, "github.com/example/repository/mixin"), Tree.File("mixin"));
        Directory.CreateSymbolicLink(Path.Combine(vendor, "mixin"), "github.com/example/repository/mixin");
        var source = JsonDocument.Parse(await File.ReadAllTextAsync(Deploy("jsonnet/jsonnetfile.json"))).RootElement
            .GetProperty("dependencies")[0].GetProperty("source").GetProperty("local").GetProperty("directory").GetString()!;
        Assert.Equal(Tree.File("mixin"), Path.GetFullPath(Path.Combine(Deploy("jsonnet"), source)));
        var made = Directory.CreateDirectory(Path.Combine(_folder, "made")).FullName;
        foreach (var folder in new[] { "dashboards", "provisioning/datasources", "provisioning/dashboards" })
        {
            Directory.CreateDirectory(Path.Combine(made, "grafana", folder));
        }

        await Tool.RunAsync(Deploy("jsonnet"), "jsonnet", "-J", vendor, "-S", "-m", made, "monitoring.jsonnet");

        Assert.Contains("2 rule files found", await Tool.RunAsync(made, "promtool", "check", "config", "prometheus.yml"), StringComparison.Ordinal);
        Assert.Equal(
            Directory.GetFiles(Tree.File("mixin/dashboards_out")).Select(Path.GetFileName).Order(),
            Directory.GetFiles(Path.Combine(made, "grafana/dashboards")).Select(Path.GetFileName).Order());
        foreach (var (file, shape) in new[] { ("datasources/prometheus.yml", "GrafanaDatasources"), ("dashboards/mixins.yml", "GrafanaProviders") })
        {
            Assert.Empty(Shapes.Problems((await Tool.YamlAsync(Path.Combine(made, "grafana/provisioning", file)))[0], shape));
        }
    }

    [Fact]
    public async Task The_example_of_the_mixins_own_guide_can_be_rendered()
    {
        var guide = await File.ReadAllTextAsync(Tree.File("mixin/README.md"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "mixin.jsonnet"), guide.Split("```jsonnet\n")[1].Split("```")[0]);

        var alerts = await Tool.RunAsync(_folder, "jsonnet", "-J", Tree.File("."), "-S", "mixin.jsonnet");

        Assert.Contains("shop_http_server_request_duration_seconds", alerts, StringComparison.Ordinal);
        Assert.DoesNotContain("AspNetCoreMemoryGrowth", alerts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_compose_mounts_is_in_the_tree_or_built_by_it()
    {
        var compose = (await Tool.YamlAsync(Deploy("compose/compose.yaml")))[0];
        var sources = compose.GetProperty("services").EnumerateObject()
            .SelectMany(service => service.Value.GetProperty("volumes").EnumerateArray().Select(volume => volume.GetString()!.Split(':')[0]))
            .ToLookup(source => source.StartsWith('.'));
        Assert.All(sources[false], volume => Assert.True(compose.GetProperty("volumes").TryGetProperty(volume, out _), volume));
        var mounts = sources[true]
            .Select(source => Path.GetRelativePath(Tree.File("."), Path.Combine(Deploy("compose"), source)))
            .ToArray();

        Assert.NotEmpty(mounts);
        Assert.All(mounts, mount => Assert.True(mount is "artifacts/sample" or "artifacts/home" || Path.Exists(Tree.File(mount)), mount));
    }

    [Fact]
    public async Task Compose_scrapes_the_own_port_that_it_sets()
    {
        var shop = (await Tool.YamlAsync(Deploy("compose/compose.yaml")))[0].GetProperty("services").GetProperty("shop");
        var scraped = (await Tool.YamlAsync(Deploy("compose/prometheus.yml")))[0].GetProperty("scrape_configs")[0].GetProperty("static_configs")[0];

        Assert.Equal($"shop:{shop.GetProperty("environment").GetProperty("Prometheus__Port").GetString()}", scraped.GetProperty("targets")[0].GetString());
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
        Assert.Equal("shop", pod.GetProperty("metadata").GetProperty("labels").GetProperty(podMonitor.GetProperty("jobLabel").GetString()!).GetString());
        Assert.Equal("shop", application[1].GetProperty("metadata").GetProperty("labels").GetProperty(serviceMonitor.GetProperty("jobLabel").GetString()!).GetString());
        foreach (var endpoint in new[] { podMonitor.GetProperty("podMetricsEndpoints")[0], serviceMonitor.GetProperty("endpoints")[0] })
        {
            Assert.Equal(DropIn.PagePath, endpoint.GetProperty("path").GetString());
            Assert.Contains(
                endpoint.GetProperty("port").GetString(),
                container.GetProperty("ports").EnumerateArray().Select(port => port.GetProperty("name").GetString()));
        }

        // Applications have namespaces of their own, as a rule.
        Assert.All([podMonitor, serviceMonitor], monitor => Assert.True(monitor.GetProperty("namespaceSelector").GetProperty("any").GetBoolean()));
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

    [Theory]
    [InlineData("Environment", 0)]
    [InlineData("Enviroment", 2)]
    public async Task Systemd_takes_the_drop_in_without_a_word_and_would_not_if_it_were_misspelt(string word, int words)
    {
        var unit = Path.Combine(_folder, "shop.service");
        await File.WriteAllTextAsync(unit, "[Unit]\nDescription=Shop\n[Service]\nExecStart=/bin/true\n");
        var drops = Directory.CreateDirectory(unit + ".d").FullName;
        var text = await File.ReadAllTextAsync(Deploy("systemd/aspnetcore-prometheus.conf"));
        await File.WriteAllTextAsync(
            Path.Combine(drops, "aspnetcore-prometheus.conf"), text.Replace("\nEnvironment=", $"\n{word}=", StringComparison.Ordinal));

        await using var verify = await ChildProcess.RunAsync("systemd-analyze", ["verify", unit], _folder);

        Assert.Equal(0, await verify.ExitCodeAsync(Deadline.Default));
        Assert.Equal(words, verify.OutputLines.Concat(verify.ErrorLines).Count(line => line.Contains(_folder, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Dockerfile", "FROM COPY ENV")]
    [InlineData("Dockerfile.drop-in", "FROM COPY")]
    public async Task The_instructions_for_images_are_those_of_Docker(string file, string instructions) => Assert.Equal(
        instructions,
        string.Join(' ', (await File.ReadAllLinesAsync(Deploy("docker/" + file)))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ')[0])));

    // Names that its module does not know end in an error page, so each is named here.
    [Fact]
    public void IIS_finds_the_variables_and_nothing_that_it_does_not_know()
    {
        var server = XDocument.Load(Deploy("iis/web.config")).Root!.Element("system.webServer")!;
        var module = server.Element("aspNetCore")!;
        var variables = module.Element("environmentVariables")!.Elements().ToArray();

        Assert.Equal([DropIn.HooksVariable, DropIn.HostingStartupsVariable], variables.Select(variable => variable.Attribute("name")!.Value));
        Assert.All(variables, variable => Assert.Equal("environmentVariable name value", Names(variable)));
        Assert.Equal("aspNetCore processPath arguments stdoutLogEnabled hostingModel", Names(module));
        Assert.Equal("add name path verb modules resourceType", Names(server.Element("handlers")!.Elements().Single()));
        Assert.Equal(["handlers", "aspNetCore"], server.Elements().Select(element => element.Name.LocalName));

        static string Names(XElement element) => string.Join(' ', element.Attributes().Select(attribute => attribute.Name.LocalName).Prepend(element.Name.LocalName));
    }

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
}
