using Platform.Contracts.Limits;
using Platform.Silo.Limits;
using Platform.Tests.TestKit;

namespace Platform.Tests.Limits;

/// <summary>One account's limits as a grain keeps them, asked by processes that share a clock, which the test moves.</summary>
internal sealed class LeaseLab : IDisposable
{
    public static readonly LimitAccount Account = new("acme", null);

    private readonly Lock _gate = new();
    private readonly List<LeaseBook> _books = [];
    private readonly RateWindow _window = new(1_000);
    private readonly SlotBook _slots = new(10_000);

    public ManualTimeProvider Time { get; } = new();

    /// <summary>How often the grain was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>Whether the grain can be reached.</summary>
    public bool IsAway { get; set; }

    /// <summary>What came last.</summary>
    public LeaseRequest? Last { get; private set; }

    /// <summary>One more process.</summary>
    public LeaseBook Process()
    {
        var book = new LeaseBook((_, request) => Task.FromResult(Answer(request)), static (_, _, _) => { }, Time);
        _books.Add(book);
        return book;
    }

    /// <summary>Completes once no process has a question under way.</summary>
    public async Task Settled()
    {
        while (_books.Any(static book => book.IsAsking))
            await Task.Yield();
    }

    public void Dispose()
    {
        foreach (var book in _books)
            book.Dispose();
    }

    private LeaseAnswer Answer(LeaseRequest request)
    {
        lock (_gate)
        {
            if (IsAway)
                throw new TimeoutException("away");
            Asked++;
            Last = request;
            var now = (long)(Time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;
            return request.Measure == LimitMeasure.Turns ? _slots.Lease(request, now) : _window.Lease(request, now);
        }
    }
}
