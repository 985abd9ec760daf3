using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json;

namespace Platform.Tests.Engine.Serialization;

/// <summary>Random values of every shape from one seed.</summary>
internal sealed class RandomValues(int seed)
{
    private readonly Random _random = new(seed);

    public Scalars Scalars() => new()
    {
        Bool = Chance(),
        Byte = (byte)_random.Next(256),
        SByte = (sbyte)_random.Next(-128, 128),
        Short = (short)Number(),
        UShort = (ushort)Number(),
        Int = (int)Number(),
        UInt = (uint)Number(),
        Long = Number(),
        ULong = (ulong)Number(),
        Char = (char)_random.Next(0xD7FF),
        Float = BitConverter.Int32BitsToSingle((int)Number()),
        Double = BitConverter.Int64BitsToDouble(Number()),
        Decimal = new decimal((int)Number(), (int)Number(), (int)Number(), Chance(), (byte)_random.Next(29)),
        Text = Text(),
        Guid = Chance() ? Guid() : default,
        DateTime = new DateTime(Math.Abs(Number() % DateTime.MaxValue.Ticks), (DateTimeKind)_random.Next(3)),
        DateTimeOffset = new DateTimeOffset(
            _random.NextInt64(TimeSpan.TicksPerDay, DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay),
            TimeSpan.FromMinutes(_random.Next(-14 * 60, (14 * 60) + 1))),
        TimeSpan = new TimeSpan(Number()),
        DateOnly = DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber)),
        TimeOnly = new TimeOnly(_random.NextInt64(TimeOnly.MaxValue.Ticks)),
        Color = (Color)_random.Next(4),
        Size = (Size)(ulong)Number(),
        Uri = Chance() ? new Uri("https://host/" + _random.Next()) : null,
        Version = Chance() ? new Version(_random.Next(9), _random.Next(9), _random.Next(9)) : null,
        Bytes = Chance() ? Bytes() : null,
        Address = Chance() ? Address() : null,
        EndPoint = Chance() ? new IPEndPoint(Address(), _random.Next(65536)) : null,
        MaybeInt = Chance() ? (int)Number() : null,
        MaybeGuid = Chance() ? Guid() : null,
        Anything = _random.Next(8) switch
        {
            0 => Number(),
            1 => Text(),
            2 => Guid(),
            3 => Color.Blue,
            4 => new Point(1, (int)Number()),
            5 => new Part("kind", "value"),
            6 => true,
            _ => null,
        },
    };

    public Collections Collections() => new()
    {
        Array = Chance() ? Many(() => (int)Number()) : null,
        List = Chance() ? [.. Many(Text)] : null,
        ReadOnlyList = Chance() ? Many(() => new Point((int)Number(), (int)Number())) : null,
        ReadOnlyCollection = Chance() ? Many(Guid) : null,
        Set = Chance() ? [.. Many(() => (Color)_random.Next(1000))] : null,
        Map = Chance() ? Keys().ToDictionary(key => key, _ => Chance() ? (int?)Number() : null) : null,
        ReadOnlyMap = Chance() ? Many(() => _random.Next()).Distinct().ToDictionary(key => key, _ => new List<string>(Keys())) : null,
        Immutable = Chance() ? [.. Many(Number)] : default,
        ImmutableMap = Chance() ? Keys().ToImmutableDictionary(key => key, key => key + "!") : null,
        Pair = new(Guid().ToString(), (int)Number()),
        Two = ((int)Number(), Text()),
        Seven = (1, 2, 3, 4, 5, (int)Number(), "seven"),
        Nested = Chance() ? [.. Many(() => new List<int[]>(Many(() => Many(() => (int)Number()))))] : null,
        Memory = Bytes(),
        Json = Chance() ? JsonSerializer.SerializeToElement(new { a = Number(), b = Text(), c = new[] { 1, 2 } }) : default,
    };

    public Zoo Zoo() => new()
    {
        Animals = [.. Many(Animal)],
        Star = Chance() ? Animal() : null,
        Guard = Chance() ? new Puppy(Text(), 3, "ball") { Weeks = 4 } : new Dog(Text(), (int)Number()),
    };

    public Message Message() => new(
        Text() ?? "user",
        Text() ?? "",
        Many(() => new Part(Text() ?? "text", Text() ?? "")),
        Number(),
        Number(),
        Number());

    private Animal? Animal() => _random.Next(4) switch
    {
        0 => new Dog(Text(), (int)Number()),
        1 => new Puppy(Text(), (int)Number(), "bone") { Weeks = _random.Next() },
        2 => new Cat(Chance() ? new Dog("friend", 1) : null, Text()),
        _ => null,
    };

    private bool Chance() => _random.Next(2) == 0;

    // Every magnitude is equally likely, so that every length of number occurs.
    private long Number() => _random.NextInt64(long.MinValue, long.MaxValue) >> _random.Next(64);

    private Guid Guid()
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    private byte[] Bytes()
    {
        var bytes = new byte[_random.Next(300)];
        _random.NextBytes(bytes);
        return bytes;
    }

    private string? Text()
    {
        if (_random.Next(5) == 0)
            return null;

        var text = new StringBuilder();
        for (var left = _random.Next(Chance() ? 10 : 200); left > 0; left--)
            text.Append(new Rune(Chance() ? _random.Next(32, 127) : _random.Next(0xE000, 0x10FFFF)).ToString());
        return text.ToString();
    }

    private IPAddress Address()
    {
        var bytes = new byte[Chance() ? 4 : 16];
        _random.NextBytes(bytes);
        return new IPAddress(bytes);
    }

    private T[] Many<T>(Func<T> make)
    {
        var values = new T[_random.Next(6)];
        for (var index = 0; index < values.Length; index++)
            values[index] = make();
        return values;
    }

    private string[] Keys() => [.. Many(() => _random.Next().ToString()).Distinct()];
}
