using Xunit;

namespace Platform.Tests.Engine.Serialization;

public sealed class PolymorphismTests
{
    [Fact]
    public void A_derived_value_arrives_as_its_own_type_with_the_members_of_every_class()
    {
        var puppy = new Puppy("rex", 2, "ball") { Weeks = 5 };
        Assert.Equal(puppy, Wire.RoundTrip<Animal?>(puppy));
        Assert.Equal(puppy, Wire.RoundTrip<Dog?>(puppy));
        Assert.Equal(puppy, Wire.RoundTrip<object?>(puppy));
        Assert.Equal(new Dog(null, 0), Wire.RoundTrip<Dog?>(new Dog(null, 0)));
    }

    [Fact]
    public void Interfaces_carry_any_registered_type_that_implements_them()
    {
        var zoo = Wire.RoundTrip(new Zoo { Star = new Cat(new Dog("d", 1), "tom"), Animals = [null, new Dog("a", 3)] });
        Assert.Equal(new Cat(new Dog("d", 1), "tom"), zoo.Star);
        Assert.Equal([null, new Dog("a", 3)], zoo.Animals);
    }

    [Fact]
    public void A_type_that_is_not_registered_is_refused_when_it_is_sent()
    {
        var error = Assert.Throws<NotSupportedException>(() => Wire.Write(new Zoo { Star = new Unregistered("x") }));
        Assert.Contains(nameof(Unregistered), error.Message);
    }

    [Fact]
    public void A_registered_type_that_is_not_the_declared_one_is_refused_when_it_is_read()
    {
        var cat = Wire.Write<Animal?>(new Cat(null, "tom"));
        Assert.Throws<InvalidDataException>(() => Wire.Read<Dog?>(cat));
        Assert.Throws<InvalidDataException>(() => Wire.Read<Tree>(cat));
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_name()
    {
        var bytes = Wire.Write<Animal?>(new Cat(null, "tom"));
        bytes[bytes.AsSpan().IndexOf("test.cat"u8) + 5] = (byte)'b';
        var error = Assert.Throws<InvalidDataException>(() => Wire.Read<Animal?>(bytes));
        Assert.Contains("test.bat", error.Message);
    }

    [Fact]
    public void Objects_carry_simple_values()
    {
        foreach (var value in (object?[])[null, true, 5, 5L, "text", Guid.Empty, 2.5, 1.50m, 'c', DateTimeOffset.UnixEpoch, Color.Red, new Point(1, 2)])
            Assert.Equal(value, Wire.RoundTrip(value));
    }
}
