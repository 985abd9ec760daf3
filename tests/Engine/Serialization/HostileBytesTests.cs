using System.Buffers;
using Orleans.Serialization;
using Xunit;

namespace Platform.Tests.Engine.Serialization;

public sealed class HostileBytesTests
{
    [Fact]
    public void Mutated_bytes_throw_nothing_but_the_documented_exception()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var values = new RandomValues(seed);
        var refused = 0;
        for (var round = 0; round < 3000; round++)
        {
            refused += Survives<Scalars>(random, Wire.Write(values.Scalars()));
            refused += Survives<Collections>(random, Wire.Write(values.Collections()));
            refused += Survives<Zoo>(random, Wire.Write(values.Zoo()));
            refused += Survives<Exception?>(random, Wire.Write<Exception?>(new RefusedException(3, "m", new TimeoutException("t"))));
            refused += Survives<object?>(random, Wire.Write<object?>(values.Scalars().Anything));
        }

        Assert.InRange(refused, 1000, 15_000);
    }

    [Fact]
    public void Random_bytes_throw_nothing_but_the_documented_exception()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = new byte[random.Next(60)];
            random.NextBytes(bytes);
            if (bytes.Length > 0)
                bytes[0] = 1;
            TryRead<Collections>(bytes);
            TryRead<Tree>(bytes);
        }
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var bytes = Wire.Write(new RandomValues(1).Message());
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<InvalidDataException>(() => Wire.Read<Message>(bytes[..length]));
    }

    [Fact]
    public void A_length_beyond_the_message_is_refused_before_anything_is_allocated()
    {
        // Field 0 of Collections is an int[]: a count of two thousand million and no element.
        byte[] bytes = [1, 0 << 3 | (int)WireType.List, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, (int)WireType.VarInt];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => Wire.Read<Collections>(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void A_key_that_occurs_twice_is_refused()
    {
        byte[] bytes = [1, 5 << 3 | (int)WireType.List, 3, (int)WireType.Bytes | (int)WireType.Tuple << 4, 2, (byte)'a', 0, 2, (byte)'a', 0, 0];
        Assert.Throws<InvalidDataException>(() => Wire.Read<Collections>(bytes));
    }

    [Fact]
    public void A_number_that_does_not_fit_its_type_is_refused()
    {
        byte[] bytes = [1, 1 << 3 | (int)WireType.VarInt, 0x80, 0x02, 0];
        Assert.Throws<InvalidDataException>(() => Wire.Read<Scalars>(bytes));
    }

    private static int Survives<T>(Random random, byte[] bytes)
    {
        for (var changes = random.Next(1, 4); changes > 0 && bytes.Length > 0; changes--)
        {
            var at = random.Next(bytes.Length);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes = [.. bytes[..at], .. bytes[random.Next(at, bytes.Length)..]];
                    break;
                default:
                    bytes = [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]];
                    break;
            }
        }

        return TryRead<T>(bytes);
    }

    private static int TryRead<T>(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            var reader = new GrainReader(new ReadOnlySequence<byte>(bytes));
            Codecs.Get<T>().Read(ref reader);
            return 0;
        }
        catch (InvalidDataException)
        {
            return 1;
        }
        finally
        {
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
        }
    }
}
