using System.Text.RegularExpressions;
using AspNetCorePrometheus.EndToEnd.Support;
using Xunit;

namespace AspNetCorePrometheus.EndToEnd.Deploy;

/// <summary>The query that the guide to OTLP has for series that nobody scrapes.</summary>
public sealed partial class PushedSeriesTests : IDisposable
{
    private readonly string _folder = Tree.NewTemporaryFolder();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Attributes_of_the_resource_are_joined_from_target_info()
    {
        var join = Fenced().Matches(await File.ReadAllTextAsync(Tree.File("docs/otlp.md")))
            .Select(match => match.Groups[1].Value).Single();

        await File.WriteAllTextAsync(Path.Combine(_folder, "test.yaml"), $$"""
            tests:
              - interval: 1m
                input_series:
                  - {series: 'http_server_request_duration_seconds_count{job="shop", instance="a"}', values: '0+6x60'}
                  - {series: 'http_server_request_duration_seconds_count{job="shop", instance="b"}', values: '0+3x60'}
                  - {series: 'target_info{job="shop", instance="a", deployment_environment="test"}', values: '1+0x60'}
                  - {series: 'target_info{job="shop", instance="b", deployment_environment="live"}', values: '1+0x60'}
                promql_expr_test:
                  - expr: '{{string.Join(' ', join.Split('\n', StringSplitOptions.TrimEntries))}}'
                    eval_time: 1h
                    exp_samples:
                      - {labels: '{job="shop", deployment_environment="test"}', value: 0.1}
                      - {labels: '{job="shop", deployment_environment="live"}', value: 0.05}
            """);
        await Tool.RunAsync(_folder, "promtool", "test", "rules", "test.yaml");
    }

    [GeneratedRegex(@"(?ms)^```\n(sum.*?)\n```$")]
    private static partial Regex Fenced();
}
