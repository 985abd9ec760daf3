using Platform.Contracts.Sessions;
using Platform.Silo.Sessions;
using Xunit;

namespace Platform.Tests.Sessions;

public sealed class TurnLogTests
{
    [Fact]
    public void Whatever_is_added_pruned_and_replaced_the_log_agrees_with_a_plain_list_also_after_a_restart()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var log = new TurnLog();
            List<StoredTurn> model = [];
            var (hidden, seq) = (0, 0L);
            for (var step = 0; step < 60; step++)
            {
                var turn = Turn(random, seq + 1);
                var limits = new LogLimits(random.Next(2, 20), random.Next(1, 12));
                var retried = random.Next(3) == 0 ? model.FindLast(earlier => earlier.Status == TurnStatus.Interrupted) : null;
                new LogChange(log, turn, retried is null ? -1 : model.IndexOf(retried), limits, TimeSpan.Zero).Apply(log);
                hidden = Hide(model, hidden, turn, limits.Messages);
                hidden = Drop(model, hidden, limits.Records);
                if (retried is not null && model.IndexOf(retried) is >= 0 and var place)
                {
                    model.RemoveAt(place);
                    hidden -= place < hidden ? 1 : 0;
                }

                model.Add(turn);
                seq += turn.Messages.Length;
                Agree(model, hidden, log);
                Agree(model, hidden, Restarted(log));
            }
        }
    }

    private static int Hide(List<StoredTurn> model, int hidden, StoredTurn added, int limit)
    {
        var before = hidden;
        while (hidden < model.Count && model.Skip(hidden).Sum(turn => turn.Messages.Length) + added.Messages.Length > limit)
            hidden++;
        while (hidden > before && hidden < model.Count && model[hidden].Messages[0].Role == ChatRole.Tool)
            hidden++;
        return hidden;
    }

    private static int Drop(List<StoredTurn> model, int hidden, int records)
    {
        var gone = 0;
        while (gone < hidden && (model[gone] is { IdempotencyKey: null } or { Status: TurnStatus.Interrupted } || model.Count + 1 - gone > records))
            gone++;
        if (gone < TurnLog.DroppedAtOnce)
            return hidden;
        model.RemoveRange(0, gone);
        return hidden - gone;
    }

    private static TurnLog Restarted(TurnLog log)
    {
        var restarted = new TurnLog();
        for (var index = 0; index < log.Count; index++)
            restarted.Add(log[index].Data, log.Decode(index));
        restarted.HideBefore(log.Decode(log.Count - 1).ShownFrom);
        return restarted;
    }

    private static void Agree(List<StoredTurn> model, int hidden, TurnLog log)
    {
        Assert.Equal((model.Count, hidden), (log.Count, log.Hidden));
        var shown = model[hidden..];
        Assert.Equal(shown.Sum(turn => turn.Messages.Length), log.MessageCount);
        Assert.Equal(Enumerable.Range(hidden, shown.Count).Sum(index => log[index].Data.Length), log.ByteCount);
        var given = shown.Where(turn => turn.Status != TurnStatus.Interrupted).SelectMany(turn => turn.Messages).ToArray();
        var input = new ChatMessage(ChatRole.User, "now");
        var context = new ConversationContext(new ChatMessage(ChatRole.System, "s"), log, [input]);
        Assert.Equal(["s", .. given.Select(message => message.Content), "now"], context.Select(message => message.Content));
        for (var index = given.Length - 1; index >= 0; index--)
            Assert.Equal(given[index].Content, context[index + 1].Content);
        foreach (var turn in model.Where(turn => turn.IdempotencyKey is not null))
        {
            var found = log.FindKey(turn.IdempotencyKey!);
            Assert.Equal(turn.Status == TurnStatus.Interrupted ? -1 : model.IndexOf(turn), found);
        }

        var all = shown.SelectMany(turn => turn.Messages.Select((message, place) => (turn.FirstSeq + place, message.Content))).ToArray();
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
        IdempotencyKey = random.Next(3) == 0 ? null : $"k{firstSeq}",
    };
}
