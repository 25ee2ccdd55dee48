using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace FactoryTests;

/// <summary>Tests of an application in their own process, as its developers would write them.</summary>
public sealed class SlimTests
{
    [Fact]
    public async Task A_todo_is_found_by_its_number()
    {
        await using var factory = new WebApplicationFactory<Program>();
        using var client = factory.CreateClient();

        Assert.Contains("1", await client.GetStringAsync("/todos/1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_host_of_the_same_process_answers_as_the_first()
    {
        await using var first = new WebApplicationFactory<Program>();
        await using var second = new WebApplicationFactory<Program>();
        using var of = first.CreateClient();
        using var other = second.CreateClient();

        Assert.Equal(await of.GetStringAsync("/todos/2"), await other.GetStringAsync("/todos/2"));
    }

    /// <summary>Keeps what a path answers, for whoever runs the tests and names both.</summary>
    [Fact]
    public async Task A_path_answers()
    {
        await using var factory = new WebApplicationFactory<Program>();
        using var client = factory.CreateClient();
        await client.GetStringAsync("/todos/2");

        var path = Environment.GetEnvironmentVariable("ANSWERING_PATH") ?? "/";
        var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        if (Environment.GetEnvironmentVariable("ANSWER_FILE") is { } file)
        {
            await File.WriteAllTextAsync(file, await answer.Content.ReadAsStringAsync());
        }

        Assert.True(answer.IsSuccessStatusCode, $"{path} answered {answer.StatusCode}");
    }
}
