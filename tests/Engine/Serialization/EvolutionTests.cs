using Orleans.Serialization;
using Xunit;

namespace Platform.Tests.Engine.Serialization;

public sealed class EvolutionTests
{
    [Fact]
    public void An_old_reader_skips_every_kind_of_new_field()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var values = new RandomValues(seed);
        for (var round = 0; round < 100; round++)
        {
            var sent = new NewContract
            {
                Kept = "kept",
                Scalars = values.Scalars(),
                Collections = values.Collections(),
                Zoo = values.Zoo(),
                Error = new InvalidOperationException("why", new TimeoutException()),
                AlsoKept = 9,
            };

            var received = Wire.Read<OldContract>(Wire.Write(sent));

            Assert.Equal(("kept", 9, "default"), (received.Kept, received.AlsoKept, received.Gone));
        }
    }

    [Fact]
    public void A_new_reader_keeps_the_defaults_of_fields_that_an_old_writer_lacks()
    {
        var received = Wire.Read<NewContract>(Wire.Write(new OldContract { Kept = "kept", Gone = "gone", AlsoKept = 3 }));
        Assert.Equal(("kept", 3, "new default"), (received.Kept, received.AlsoKept, received.Added));
        Assert.Null(received.Scalars);
    }

    [Fact]
    public void A_field_that_changed_its_form_reads_as_missing()
    {
        var received = Wire.Read<Reshaped>(Wire.Write(new OldContract { Kept = "kept", AlsoKept = 3 }));
        Assert.Equal((0, 3), (received.Kept, received.AlsoKept));
    }

    [Fact]
    public void A_derived_type_may_gain_fields_in_every_class_of_the_chain()
    {
        var bytes = Wire.Write<Animal?>(new Puppy("rex", 2, "ball") { Weeks = 5 });
        var reader = new GrainReader(new(bytes));
        reader.SkipField((ulong)WireType.Object);
        Assert.Equal(0, reader.Remaining);
    }
}

[GenerateSerializer, Alias("test.contract.old")]
public sealed class OldContract
{
    [Id(0)]
    public string? Kept { get; set; }

    [Id(1)]
    public string Gone { get; set; } = "default";

    [Id(20)]
    public int AlsoKept { get; set; }
}

[GenerateSerializer, Alias("test.contract.new")]
public sealed class NewContract
{
    [Id(0)]
    public string? Kept { get; set; }

    [Id(2)]
    public Scalars? Scalars { get; set; }

    [Id(3)]
    public Collections? Collections { get; set; }

    [Id(4)]
    public Zoo? Zoo { get; set; }

    [Id(5)]
    public Exception? Error { get; set; }

    [Id(6)]
    public string Added { get; set; } = "new default";

    [Id(20)]
    public int AlsoKept { get; set; }
}

[GenerateSerializer, Alias("test.contract.reshaped")]
public sealed class Reshaped
{
    [Id(0)]
    public int Kept { get; set; }

    [Id(20)]
    public int AlsoKept { get; set; }
}
