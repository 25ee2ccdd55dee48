using AspNetCorePrometheus.Instrumentation.EntityFramework;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.EntityFramework;

public class PayloadFieldsTests
{
    private readonly PayloadFields<Fields> _fields = new("Text");

    private enum Kind
    {
        None,
        Third = 3,
    }

    [Fact]
    public void Payloads_of_several_types_are_read_in_turn()
    {
        for (var i = 0; i < 3; i++)
        {
            _fields.Read(new { Number = Kind.Third, Text = "text", Since = TimeSpan.FromSeconds(i) }, out var one);
            _fields.Read(new { Since = TimeSpan.FromDays(i), Number = 7, Text = new object() }, out var other);

            Assert.Equal((3, "text", TimeSpan.FromSeconds(i)), (one.Number, one.Text, one.Since));
            Assert.Equal((7, TimeSpan.FromDays(i)), (other.Number, other.Since));
        }
    }

    [Fact]
    public void A_property_that_is_optional_may_be_missing_or_of_another_type()
    {
        _fields.Read(new { Number = 1, Since = TimeSpan.Zero }, out var without);
        _fields.Read(new { Number = 2, Since = TimeSpan.Zero, Text = 5 }, out var other);

        Assert.Equal((1, null), (without.Number, without.Text));
        Assert.Equal((2, null), (other.Number, other.Text));
    }

    [Fact]
    public void Any_other_is_told_of_each_time()
    {
        for (var i = 0; i < 2; i++)
        {
            Assert.Throws<MissingMemberException>(() => _fields.Read(new { Number = 1 }, out _));
            Assert.Throws<MissingMemberException>(() => _fields.Read(new { Number = 1L, Since = TimeSpan.Zero }, out _));
        }
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        object payload = new { Number = 1, Text = "text", Since = TimeSpan.Zero };
        _fields.Read(payload, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        _fields.Read(payload, out _);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

#pragma warning disable CS0649 // The code that is emitted assigns them.
    internal struct Fields
    {
        public int Number;
        public object? Text;
        public TimeSpan Since;
    }
#pragma warning restore CS0649
}
