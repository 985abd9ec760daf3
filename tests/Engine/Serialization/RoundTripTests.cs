using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Orleans.Serialization;
using Xunit;

namespace Platform.Tests.Engine.Serialization;

public sealed class RoundTripTests
{
    [Fact]
    public void Every_scalar_survives_at_its_ends()
    {
        var low = Wire.RoundTrip(new Scalars
        {
            SByte = sbyte.MinValue,
            Short = short.MinValue,
            Int = int.MinValue,
            Long = long.MinValue,
            Double = -0.0,
            Decimal = decimal.MinValue,
            TimeSpan = TimeSpan.MinValue,
            DateTime = DateTime.MinValue,
            DateTimeOffset = DateTimeOffset.MinValue,
            Text = "",
            Bytes = [],
            MaybeInt = 0,
        });
        Assert.Equal((sbyte.MinValue, short.MinValue, int.MinValue, long.MinValue), (low.SByte, low.Short, low.Int, low.Long));
        Assert.True(double.IsNegative(low.Double));
        Assert.Equal((decimal.MinValue, TimeSpan.MinValue), (low.Decimal, low.TimeSpan));
        Assert.Equal(("", 0), (low.Text, low.MaybeInt));
        Assert.Empty(low.Bytes!);

        var high = Wire.RoundTrip(new Scalars
        {
            Bool = true,
            Byte = byte.MaxValue,
            UShort = ushort.MaxValue,
            UInt = uint.MaxValue,
            ULong = ulong.MaxValue,
            Char = char.MaxValue,
            Float = float.NaN,
            Double = double.PositiveInfinity,
            Decimal = 1.000m,
            DateTime = DateTime.MaxValue,
            DateTimeOffset = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-7.5)),
            DateOnly = DateOnly.MaxValue,
            TimeOnly = TimeOnly.MaxValue,
            Color = Color.Blue,
            Size = Size.Huge,
            Uri = new Uri("relative/path", UriKind.Relative),
            Version = new Version(1, 2, 3, 4),
            Address = IPAddress.IPv6Loopback,
            EndPoint = new IPEndPoint(IPAddress.Loopback, 8080),
        });
        Assert.Equal((byte.MaxValue, ushort.MaxValue, uint.MaxValue, ulong.MaxValue), (high.Byte, high.UShort, high.UInt, high.ULong));
        Assert.Equal("1.000", high.Decimal.ToString());
        Assert.Equal(TimeSpan.FromHours(-7.5), high.DateTimeOffset.Offset);
        Assert.Equal((Color.Blue, Size.Huge, char.MaxValue), (high.Color, high.Size, high.Char));
        Assert.Equal(("relative/path", new Version(1, 2, 3, 4)), (high.Uri!.OriginalString, high.Version));
        Assert.Equal((IPAddress.IPv6Loopback, 8080), (high.Address, high.EndPoint!.Port));
    }

    [Fact]
    public void Every_collection_survives()
    {
        var sent = new Collections
        {
            Array = [1, -2],
            List = ["a", null],
            ReadOnlyList = [new Point(1, 2)],
            ReadOnlyCollection = [Guid.Empty],
            Set = [Color.Red],
            Map = new() { ["one"] = 1, ["none"] = null },
            ReadOnlyMap = new Dictionary<int, List<string>> { [7] = ["x"] },
            Immutable = [1L, 2L],
            ImmutableMap = ImmutableDictionary<string, string>.Empty.Add("k", "v"),
            Pair = new("k", 3),
            Two = (4, "four"),
            Seven = (1, 2, 3, 4, 5, 6, "7"),
            Nested = [[[1], []], []],
            Memory = new byte[] { 1, 2, 3 },
            Json = JsonSerializer.SerializeToElement(new { a = 1 }),
        };

        var received = Wire.RoundTrip(sent);

        Assert.Equal(sent.Array, received.Array);
        Assert.Equal(sent.List, received.List);
        Assert.Equal(sent.ReadOnlyList, received.ReadOnlyList);
        Assert.Equal(sent.ReadOnlyCollection, received.ReadOnlyCollection);
        Assert.Equal(sent.Set, received.Set);
        Assert.Equal(sent.Map, received.Map);
        Assert.Equal(["x"], received.ReadOnlyMap![7]);
        Assert.Equal(sent.Immutable.AsEnumerable(), received.Immutable);
        Assert.Equal("v", received.ImmutableMap!["k"]);
        Assert.Equal((sent.Pair, sent.Two, sent.Seven), (received.Pair, received.Two, received.Seven));
        Assert.Equal(sent.Nested, received.Nested);
        Assert.Equal(sent.Memory.ToArray(), received.Memory.ToArray());
        Assert.Equal(1, received.Json.GetProperty("a").GetInt32());
    }

    [Fact]
    public void Empty_and_absent_collections_stay_apart()
    {
        var empty = Wire.RoundTrip(new Collections { Array = [], List = [], Map = [], Immutable = [], Nested = [] });
        Assert.Empty(empty.Array!);
        Assert.Empty(empty.List!);
        Assert.Empty(empty.Map!);
        Assert.False(empty.Immutable.IsDefault);

        var absent = Wire.RoundTrip(new Collections());
        Assert.Null(absent.Array);
        Assert.Null(absent.Map);
        Assert.True(absent.Immutable.IsDefault);
        Assert.Equal(JsonValueKind.Undefined, absent.Json.ValueKind);
    }

    [Fact]
    public void Private_get_only_and_init_only_members_survive_without_their_constructor()
    {
        var sent = new Hidden(7, "text", "note") { Cached = 9 };
        sent.Change(null, "later");

        var received = Wire.RoundTrip(sent);

        Assert.Equal((7, null, "note", "later"), (received.Number, received.Text, received.Note, received.Later));
        Assert.Equal(0, received.Cached);
    }

    [Fact]
    public void A_null_survives_where_the_constructor_would_set_another_value()
    {
        var received = Wire.RoundTrip(new WithDefaults { Name = null, Count = 0, Needed = "yes" });
        Assert.Equal((null, 0, "yes"), (received.Name, received.Count, received.Needed));
    }

    [Fact]
    public void Parameters_of_a_primary_constructor_and_numbered_members_do_not_collide()
    {
        var sent = new ImplicitIds("first", 2, "explicit") { Body = "body" };
        Assert.Equal(sent, Wire.RoundTrip(sent));
    }

    [Fact]
    public void Structs_survive_readonly_or_not()
    {
        Assert.Equal(new Point(int.MinValue, 5), Wire.RoundTrip(new Point(int.MinValue, 5)));
        Assert.Equal(new Interval(1, 2) { Unit = "s" }, Wire.RoundTrip(new Interval(1, 2) { Unit = "s" }));
        var point = Wire.RoundTrip(new MutablePoint { X = 3, Name = "n" });
        Assert.Equal((3, "n"), (point.X, point.Name));
    }

    [Fact]
    public void Closed_generic_types_survive_wherever_a_contract_names_them()
    {
        var received = Wire.RoundTrip(new Tree
        {
            Parts = new Page<Part>([new("k", "v")], new("first", ""), "next"),
            Numbers = new Page<int>([1, 2], 3, null),
        });

        Assert.Equal([new Part("k", "v")], received.Parts!.Items);
        Assert.Equal(new Part("first", ""), received.Parts.First);
        Assert.Equal([1, 2], received.Numbers!.Items);
        Assert.Equal(3, received.Numbers.First);
    }

    [Fact]
    public void Random_values_of_every_shape_survive()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var values = new RandomValues(seed);
        for (var round = 0; round < 300; round++)
        {
            var scalars = values.Scalars();
            var received = Wire.RoundTrip(scalars);
            Assert.Equal((scalars.Text, scalars.Decimal, scalars.DateTimeOffset), (received.Text, received.Decimal, received.DateTimeOffset));
            Assert.Equal((scalars.Anything, scalars.DateTime, scalars.Guid), (received.Anything, received.DateTime, received.Guid));
            Wire.RoundTrip(values.Collections());
            var zoo = values.Zoo();
            Assert.Equal(zoo.Animals, Wire.RoundTrip(zoo).Animals);
            var message = values.Message();
            Assert.Equal(message.Parts, Wire.RoundTrip(message).Parts);
        }
    }

    [Fact]
    public void A_type_without_a_codec_says_how_to_get_one()
    {
        var error = Assert.Throws<NotSupportedException>(() => Codecs.Get<RoundTripTests>());
        Assert.Contains("[GenerateSerializer]", error.Message);
    }

    [Fact]
    public void Nothing_is_sent_for_default_values()
    {
        // One byte says "this type", one ends the object; floats, decimals and dates are always written.
        Assert.Equal(2, Wire.Write(new Tree()).Length);
        Assert.Equal(2, Wire.Write(default(Point)).Length);
    }
}
