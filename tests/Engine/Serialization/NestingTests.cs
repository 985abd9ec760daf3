using Orleans.Serialization;
using Xunit;

namespace Platform.Tests.Engine.Serialization;

public sealed class NestingTests
{
    [Fact]
    public void The_deepest_allowed_value_survives()
    {
        var tree = Wire.RoundTrip(Tree.OfDepth(NestingLimit.MaxDepth));
        var depth = 0;
        for (var node = tree; node is not null; node = node.Child)
            depth++;
        Assert.Equal(NestingLimit.MaxDepth, depth);
    }

    [Fact]
    public void A_deeper_value_is_refused_when_it_is_sent()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Wire.Write(Tree.OfDepth(NestingLimit.MaxDepth + 1)));
        Assert.Contains("64", error.Message);
    }

    [Fact]
    public void A_cycle_is_refused_instead_of_ending_the_process()
    {
        var tree = new Tree();
        tree.Child = tree;
        Assert.Throws<InvalidOperationException>(() => Wire.Write(tree));
    }

    [Theory]
    [InlineData(WireType.Object, 0x01)]
    [InlineData(WireType.Tuple, 0x01)]
    [InlineData(WireType.List, 0x02)]
    public void Deep_bytes_are_refused_known_or_skipped(WireType form, byte head)
    {
        // A tree whose child (or an unknown field) contains itself a hundred thousand times.
        byte[] level = [head, (byte)form];
        var deep = Enumerable.Repeat(level, 100_000).SelectMany(bytes => bytes);
        byte[] known = [1, 0 << 3 | (int)WireType.Object, .. deep];
        byte[] skipped = [1, (byte)(15 << 3 | (int)form), .. deep];
        Assert.Throws<InvalidDataException>(() => Wire.Read<Tree>(known));
        Assert.Throws<InvalidDataException>(() => Wire.Read<Tree>(skipped));
    }
}
