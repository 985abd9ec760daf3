using Platform.Api.Items;
using Platform.Contracts.Keys;
using Platform.Contracts.Sessions;
using Xunit;

namespace Platform.Tests.Api.Items;

public sealed class ItemIdTests
{
    private const string Turn = "01J00000000000000000000000";

    [Theory]
    [InlineData("rs_01J00000000000000000000001", "msg_01J00000000000000000000000_7_r01J00000000000000000000001")]
    [InlineData("conv_01J00000000000000000000001", "msg_01J00000000000000000000000_7_c01J00000000000000000000001")]
    [InlineData("chat-1", "msg_01J00000000000000000000000_7_xY2hhdC0x")]
    [InlineData("rs_short", "msg_01J00000000000000000000000_7_xcnNfc2hvcnQ")]
    [InlineData(null, "msg_01J00000000000000000000000_7")]
    public void an_id_says_where_its_item_is(string? session, string expected)
    {
        var id = new ItemId(ItemKind.Message, SortableId.Turn + Turn, 7, 0, session);
        Assert.Equal(expected, id.ToString());
        Assert.Equal(id, ItemId.Parse(expected));
    }

    [Fact]
    public void it_begins_as_the_stored_messages_own_id_does()
    {
        var stored = new StoredMessage(12, SortableId.Turn + Turn, new ChatMessage(ChatRole.User, "x"), TurnStatus.Completed, default);
        Assert.StartsWith(stored.Id + "_", ItemId.Of(ItemKind.Message, "chat-1", stored).ToString());
    }

    [Fact]
    public void ids_of_every_session_and_place_read_back()
    {
        foreach (var kind in Enum.GetValues<ItemKind>())
        {
            foreach (var session in new[] { "rs_01J00000000000000000000001", "a", "a_b.c~d-e", new string('z', IdRules.MaxNameLength), null })
            {
                foreach (var (seq, index) in new[] { (0L, 0), (1L, 0), (long.MaxValue, 0), (5L, 3), (10L, 9_999) })
                {
                    var id = new ItemId(kind, SortableId.Turn + Turn, seq, index, session);
                    Assert.Equal(id, ItemId.Parse(id.ToString()));
                }
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("msg_")]
    [InlineData("msg_x")]
    [InlineData("msg_01J00000000000000000000000")]
    [InlineData("msg_01J00000000000000000000000_")]
    [InlineData("msg_01J00000000000000000000000_x")]
    [InlineData("msg_01J00000000000000000000000_-1")]
    [InlineData("msg_01J00000000000000000000000_007")]
    [InlineData("msg_01J00000000000000000000000_7_0")]
    [InlineData("fc_01J00000000000000000000000_7")]
    [InlineData("msg_01j00000000000000000000000_7")]
    [InlineData("msg_91J00000000000000000000000_7")]
    [InlineData("msg_01J00000000000000000000000_7_r")]
    [InlineData("msg_01J00000000000000000000000_7_rx")]
    [InlineData("msg_01J00000000000000000000000_7_x")]
    [InlineData("msg_01J00000000000000000000000_7_xY2hhdC0x=")]
    [InlineData("msg_01J00000000000000000000000_7_xA_A")]
    [InlineData("msg_01J00000000000000000000000_7_xcnNfMDFKMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDE")]
    [InlineData("msg_01J00000000000000000000000_99999999999999999999")]
    [InlineData("item_01J00000000000000000000000_7")]
    public void what_was_not_made_here_is_no_id(string text) => Assert.Null(ItemId.Parse(text));
}
