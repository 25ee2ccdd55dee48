using AspNetCorePrometheus.Instrumentation.EntityFramework;
using Xunit;

namespace AspNetCorePrometheus.UnitTests.EntityFramework;

public class PayloadFieldsTests
{
    private static readonly PayloadFields<Fields> Emitted = new("Text") { Emits = true };
    private static readonly PayloadFields<Fields> Reflected = new("Text") { Emits = false };

    private enum Kind
    {
        None,
        Third = 3,
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Payloads_of_several_types_are_read_in_turn(bool emits)
    {
        for (var i = 0; i < 3; i++)
        {
            Of(emits).Read(new { Number = Kind.Third, Text = "text", Since = TimeSpan.FromSeconds(i) }, out var one);
            Of(emits).Read(new { Since = TimeSpan.FromDays(i), Number = 7, Text = new object() }, out var other);

            Assert.Equal((3, "text", TimeSpan.FromSeconds(i)), (one.Number, one.Text, one.Since));
            Assert.Equal((7, TimeSpan.FromDays(i)), (other.Number, other.Since));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_property_that_is_optional_may_be_missing_or_of_another_type(bool emits)
    {
        Of(emits).Read(new { Number = 1, Since = TimeSpan.Zero }, out var without);
        Of(emits).Read(new { Number = 2, Since = TimeSpan.Zero, Text = 5 }, out var other);

        Assert.Equal((1, null), (without.Number, without.Text));
        Assert.Equal((2, null), (other.Number, other.Text));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Any_other_is_told_of_each_time(bool emits)
    {
        for (var i = 0; i < 2; i++)
        {
            Assert.Throws<MissingMemberException>(() => Of(emits).Read(new { Number = 1 }, out _));
            Assert.Throws<MissingMemberException>(() => Of(emits).Read(new { Number = 1L, Since = TimeSpan.Zero }, out _));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_payload_that_is_no_class_is_not_read(bool emits) =>
        Assert.Throws<MissingMemberException>(() => Of(emits).Read(new Structure(1, "text", TimeSpan.Zero), out _));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_property_that_a_derived_type_declares_anew_is_that_of_the_derived_type(bool emits)
    {
        Of(emits).Read(new Derived(), out var fields);

        Assert.Equal((2, "base"), (fields.Number, fields.Text));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        object payload = new { Number = 1, Text = "text", Since = TimeSpan.Zero };
        Emitted.Read(payload, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Emitted.Read(payload, out _);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static PayloadFields<Fields> Of(bool emits) => emits ? Emitted : Reflected;

    private readonly record struct Structure(int Number, string Text, TimeSpan Since);

    private class Base
    {
        public long Number { get; } = 1;

        public string Text { get; } = "base";

        public TimeSpan Since { get; } = TimeSpan.Zero;
    }

    private sealed class Derived : Base
    {
        public new int Number { get; } = 2;
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
