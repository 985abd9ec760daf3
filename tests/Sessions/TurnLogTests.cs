using Platform.Contracts.Sessions;
using Platform.Silo.Sessions;
using Xunit;

namespace Platform.Tests.Sessions;

public sealed class TurnLogTests
{
    [Fact]
    public void Whatever_is_added_pruned_and_removed_the_log_agrees_with_a_plain_list()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var log = new TurnLog();
            List<StoredTurn> model = [];
            long seq = 0;
            for (var step = 0; step < 60; step++)
            {
                var turn = Turn(random, seq + 1);
                var limit = random.Next(2, 20);
                var pruned = log.CountToPrune(turn.Messages.Length, limit);
                Assert.True(model.Skip(pruned).Sum(kept => kept.Messages.Length) + turn.Messages.Length <= limit || pruned == model.Count);
                log.RemoveOldest(pruned);
                model.RemoveRange(0, pruned);
                log.Add(StoredTurnWriter.Write(turn), turn);
                model.Add(turn);
                seq += turn.Messages.Length;
                if (turn.Status == TurnStatus.Interrupted && random.Next(2) == 0)
                {
                    Assert.Equal(model.Count - 1, log.FindInterrupted(turn.IdempotencyKey!));
                    log.RemoveAt(model.Count - 1);
                    model.RemoveAt(model.Count - 1);
                }

                Agree(model, log);
            }
        }
    }

    private static void Agree(List<StoredTurn> model, TurnLog log)
    {
        Assert.Equal(model.Count, log.Count);
        Assert.Equal(model.Sum(turn => turn.Messages.Length), log.MessageCount);
        Assert.Equal(model.Sum(turn => StoredTurnWriter.Write(turn).Length), log.ByteCount);
        var given = model.Where(turn => turn.Status != TurnStatus.Interrupted).SelectMany(turn => turn.Messages).ToArray();
        var input = new ChatMessage(ChatRole.User, "now");
        var context = new ConversationContext(new ChatMessage(ChatRole.System, "s"), log, [input]);
        Assert.Equal(["s", .. given.Select(message => message.Content), "now"], context.Select(message => message.Content));
        for (var index = given.Length - 1; index >= 0; index--)
            Assert.Equal(given[index].Content, context[index + 1].Content);
        foreach (var turn in model)
        {
            var found = log.FindKey(turn.IdempotencyKey!);
            Assert.Equal(turn.Status == TurnStatus.Interrupted ? -1 : model.IndexOf(turn), found);
        }

        var all = model.SelectMany(turn => turn.Messages.Select((message, place) => (turn.FirstSeq + place, message.Content))).ToArray();
        Assert.Equal(all.Take(100), SessionHistory.Read(log, new HistoryRequest(Limit: 100)).Data.Select(Shape));
        Assert.Equal(all.Reverse().Take(100), SessionHistory.Read(log, new HistoryRequest(Limit: 100, Descending: true)).Data.Select(Shape));
        if (all.Length > 2)
        {
            var middle = all[all.Length / 2].Item1;
            Assert.Equal(all.Where(message => message.Item1 > middle), SessionHistory.Read(log, new HistoryRequest(middle, 100)).Data.Select(Shape));
            Assert.Equal(
                all.Where(message => message.Item1 < middle).Reverse(),
                SessionHistory.Read(log, new HistoryRequest(middle, 100, Descending: true)).Data.Select(Shape));
        }
    }

    private static (long, string) Shape(StoredMessage message) => (message.Seq, message.Message.Content);

    private static StoredTurn Turn(Random random, long firstSeq) => new()
    {
        TurnId = $"turn_{firstSeq:00000000000000000000000000}",
        FirstSeq = firstSeq,
        At = DateTimeOffset.UnixEpoch,
        Status = random.Next(4) == 0 ? TurnStatus.Interrupted : TurnStatus.Completed,
        Messages = [.. Enumerable.Range(0, random.Next(1, 5)).Select(place => new ChatMessage(
            place == 0 && random.Next(4) == 0 ? ChatRole.Tool : ChatRole.User, $"m{firstSeq + place}"))],
        Model = "m",
        IdempotencyKey = $"k{firstSeq}",
    };
}
