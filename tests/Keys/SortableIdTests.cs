using Platform.Contracts.Keys;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Keys;

public sealed class SortableIdTests
{
    [Fact]
    public void Ids_sort_by_time_and_differ_within_one_moment()
    {
        var time = new ManualTimeProvider();
        List<string> ids = [];
        for (var moment = 0; moment < 200; moment++)
        {
            ids.Add(SortableId.New(SortableId.Turn, time));
            time.Advance(TimeSpan.FromMilliseconds(1 + (moment * moment * 1_000)));
        }

        for (var step = 0; step < 200; step++)
        {
            time.Advance(TimeSpan.FromTicks(1 + (step * 7)));
            ids.Add(SortableId.New(SortableId.Turn, time));
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => SortableId.New(SortableId.Turn, time)).Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^turn_[0-9A-HJKMNP-TV-Z]{26}$", id));
    }

    [Fact]
    public void An_id_tells_when_it_was_made()
    {
        var time = new ManualTimeProvider();
        time.Advance(TimeSpan.FromMilliseconds(123_456_789));
        Assert.Equal(time.GetUtcNow(), SortableId.TimeOf(SortableId.New(SortableId.Turn, time)));
        foreach (var other in new[] { "", "turn_", "turn_01j00000000000000000000000", "turn_8ZZZZZZZZZZZZZZZZZZZZZZZZZ", "turn_0IJ00000000000000000000000" })
            Assert.Throws<FormatException>(() => SortableId.TimeOf(other));
    }

    [Fact]
    public void An_id_can_follow_from_a_hash()
    {
        var hash = System.Security.Cryptography.SHA256.HashData("x"u8);
        Assert.Equal(SortableId.From("rs_", hash), SortableId.From("rs_", hash));
        Assert.NotEqual(SortableId.From("rs_", hash), SortableId.From("rs_", System.Security.Cryptography.SHA256.HashData("y"u8)));
        Assert.True(SortableId.IsPart(SortableId.From("", hash)));
        Assert.True(SortableId.IsPart(SortableId.From("", Enumerable.Repeat((byte)255, 16).ToArray())));
    }
}
