using System.Text.RegularExpressions;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Deploy;

/// <summary>What the guide to OTLP says of series that nobody scrapes, tried with the mixin's rules.</summary>
public sealed partial class PushedSeriesTests : IDisposable
{
    private readonly string _folder = Tree.NewTemporaryFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public Task Without_up_a_target_is_never_down_and_always_absent() => TestAsync("""
            promql_expr_test:
              - expr: count by (alertname) (ALERTS{alertname=~"AspNetCoreTarget.*", alertstate="firing"})
                eval_time: 1h
                exp_samples: [{labels: '{alertname="AspNetCoreTargetAbsent"}', value: 1}]
              - expr: absent_over_time(aspnetcore_prometheus_build_info{job="shop"}[5m])
                eval_time: 1h
                exp_samples: []
              - expr: absent_over_time(aspnetcore_prometheus_build_info{job="till"}[5m])
                eval_time: 1h
                exp_samples: [{labels: '{job="till"}', value: 1}]
            """);

    [Fact]
    public async Task Attributes_of_the_resource_are_joined_from_target_info()
    {
        var join = Fenced().Matches(await File.ReadAllTextAsync(Tree.File("docs/otlp.md")))
            .Select(match => match.Groups[1].Value).Single();

        await TestAsync($$"""
            promql_expr_test:
              - expr: '{{string.Join(' ', join.Split('\n', StringSplitOptions.TrimEntries))}}'
                eval_time: 1h
                exp_samples: [{labels: '{job="shop", deployment_environment="test"}', value: 0.1}]
            """);
    }

    private async Task TestAsync(string expectations)
    {
        var rules = await File.ReadAllTextAsync(Tree.File("mixin/prometheus_alerts.yaml"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "alerts.yaml"), rules);
        await File.WriteAllTextAsync(Path.Combine(_folder, "test.yaml"), $$"""
            rule_files: [alerts.yaml]
            tests:
              - interval: 1m
                input_series:
                  - {series: 'aspnetcore_prometheus_build_info{job="shop", instance="a"}', values: '1+0x60'}
                  - {series: 'http_server_request_duration_seconds_count{job="shop", instance="a"}', values: '0+6x60'}
                  - {series: 'target_info{job="shop", instance="a", deployment_environment="test"}', values: '1+0x60'}
            {{string.Join('\n', expectations.Split('\n').Select(line => "    " + line))}}
            """);
        await Tool.RunAsync(_folder, "promtool", "test", "rules", "test.yaml");
    }

    [GeneratedRegex(@"(?ms)^```\n(sum.*?)\n```$")]
    private static partial Regex Fenced();
}
