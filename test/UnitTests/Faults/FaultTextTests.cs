using AspNetCorePrometheus.HostingStartup;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.Faults;

public class FaultTextTests
{
    [Fact]
    public void Messages_of_applications_and_libraries_are_left_out_at_every_depth()
    {
        var exception = new AggregateException(
            "secret-1",
            new InvalidOperationException("secret-2", new ArgumentException("secret-3")),
            new TimeoutException("secret-4"));

        var text = FaultText.Of(exception);

        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.All(
            ["AggregateException", "InvalidOperationException", "ArgumentException", "TimeoutException"],
            type => Assert.Contains(type, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_or_member_that_is_missing_is_named() => Assert.All(
        new Exception[] { new FileNotFoundException("the file"), new MissingMethodException("the file"), new FileLoadException("the file") },
        exception => Assert.Contains("the file", FaultText.Of(exception), StringComparison.Ordinal));

    [Fact]
    public void A_stack_trace_tells_where()
    {
        var thrown = Assert.Throws<InvalidOperationException>(Throw);

        Assert.Contains(nameof(Throw), FaultText.Of(thrown), StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_causes_are_cut()
    {
        var exception = new InvalidOperationException();
        for (var i = 0; i < 1000; i++)
        {
            exception = new InvalidOperationException(null, exception);
        }

        Assert.Equal(8, FaultText.Of(exception).Split("InvalidOperationException").Length - 1);
    }

    private static void Throw() => throw new InvalidOperationException();
}
