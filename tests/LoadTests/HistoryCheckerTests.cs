using Platform.LoadTests.Faults;
using Xunit;

namespace Platform.Tests.LoadTests;

/// <summary>The checker is only worth its verdict if it sees every way in which a history can be wrong.</summary>
public sealed class HistoryCheckerTests
{
    [Fact]
    public void A_sound_history_has_no_violation() => Assert.Empty(Check(Sent(3), Stored(0, 1, 2)));

    [Fact]
    public void A_turn_that_was_not_acknowledged_may_be_there_or_not()
    {
        var sent = Sent(3);
        sent[2] = sent[2] with { Acknowledged = false, Seq = 0 };
        Assert.Empty(Check(sent, Stored(0, 1)));
        Assert.Empty(Check(sent, Stored(0, 1, 2)));
    }

    [Fact]
    public void An_interrupted_turn_may_be_shown_beside_its_repetition()
    {
        StoredLine[] stored =
        [
            .. Stored(0),
            new StoredLine(3, "user", "interrupted", "turn 1"),
            new StoredLine(4, "user", "completed", "turn 1"),
            new StoredLine(5, "assistant", "completed", "echo: turn 1"),
        ];
        var sent = Sent(2);
        sent[1] = sent[1] with { Seq = 5 };
        Assert.Empty(Check(sent, stored));
    }

    [Fact]
    public void An_acknowledged_turn_that_is_missing_is_lost() => Only(ViolationKind.Lost, Sent(3), Stored(0, 1));

    [Fact]
    public void A_turn_that_is_stored_twice_is_doubled() => Only(ViolationKind.Doubled, Sent(2), Stored(0, 1, 1));

    [Fact]
    public void Turns_in_another_order_are_reordered()
    {
        var sent = Sent(2);
        (sent[0], sent[1]) = (sent[0] with { Seq = 4 }, sent[1] with { Seq = 2 });
        Only(ViolationKind.Reordered, sent, Stored(1, 0));
    }

    [Fact]
    public void A_message_that_was_sent_to_another_session_is_foreign() => Only(ViolationKind.Foreign, Sent(1), Stored(0, 7));

    [Fact]
    public void A_message_without_an_answer_is_torn()
    {
        var sent = Sent(1);
        sent[0] = sent[0] with { Acknowledged = false };
        Only(ViolationKind.Torn, sent, [.. Stored(0).Take(1)]);
    }

    [Fact]
    public void An_answer_to_another_message_is_torn()
    {
        var stored = Stored(0).ToArray();
        stored[1] = stored[1] with { Content = "echo: turn 1" };
        var sent = Sent(1);
        sent[0] = sent[0] with { Acknowledged = false };
        Only(ViolationKind.Torn, sent, stored);
    }

    [Fact]
    public void An_answer_that_is_not_where_it_was_acknowledged_is_misnumbered()
    {
        var sent = Sent(2);
        sent[1] = sent[1] with { Seq = 6 };
        Only(ViolationKind.Misnumbered, sent, Stored(0, 1));
    }

    [Fact]
    public void Places_that_do_not_ascend_are_misnumbered()
    {
        var stored = Stored(0, 1).Select(line => line.Seq == 3 ? line with { Seq = 2 } : line).ToArray();
        Only(ViolationKind.Misnumbered, Sent(2), stored);
    }

    private static void Only(ViolationKind kind, SentTurn[] sent, IEnumerable<StoredLine> stored)
    {
        var found = Check(sent, stored);
        Assert.NotEmpty(found);
        Assert.All(found, violation => Assert.Equal(kind, violation.Kind));
    }

    private static IReadOnlyList<Violation> Check(SentTurn[] sent, IEnumerable<StoredLine> stored) => HistoryChecker.Check("session", sent, [.. stored]);

    private static SentTurn[] Sent(int count) => [.. Enumerable.Range(0, count).Select(turn => new SentTurn($"turn {turn}", true, (turn * 2) + 2))];

    private static IEnumerable<StoredLine> Stored(params int[] turns) => turns.SelectMany((turn, index) => new[]
    {
        new StoredLine((index * 2) + 1, "user", "completed", $"turn {turn}"),
        new StoredLine((index * 2) + 2, "assistant", "completed", $"echo: turn {turn}"),
    });
}
