using System.Text.RegularExpressions;

namespace Platform.LoadTests.Cluster;

/// <summary>What an app host prints: its first lines, and where its API replicas listen, which is told between all the others.</summary>
internal sealed partial class AppHostOutput
{
    private const int MostLines = 200;
    private static readonly TimeSpan AnnouncementTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly SortedDictionary<int, Uri> _apis = [];
    private TaskCompletionSource _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first 200 lines.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>Where each API replica said last that it listens, in order of their numbers.</summary>
    public IReadOnlyList<Uri> ApiAddresses
    {
        get
        {
            lock (_lock)
                return [.. _apis.Values];
        }
    }

    /// <summary>Takes a line; null, which stands for the end of the output, is nothing.</summary>
    public void Add(string? line)
    {
        if (line is null)
            return;
        lock (_lock)
        {
            if (_lines.Count < MostLines)
                _lines.Add(line);
            if (Announcement().Match(line) is not { Success: true } match || !Uri.TryCreate(match.Groups["address"].Value, UriKind.Absolute, out var address))
                return;
            _apis[match.Groups["replica"] is { Success: true } replica ? int.Parse(replica.ValueSpan) : 1] = address;
            _announced.TrySetResult();
            _announced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>
    /// Waits until so many API replicas have said where they listen: their lines come through a pipe, and can be later than
    /// their first answer. Gives up after a while, because another stack's app host does not print them at all.
    /// </summary>
    public async Task WaitForApis(int count, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(AnnouncementTimeout);
        while (Next(count) is { } announced)
        {
            await announced.WaitAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (timeout.IsCancellationRequested)
                return;
        }
    }

    private Task? Next(int count)
    {
        lock (_lock)
            return _apis.Count < count ? _announced.Task : null;
    }

    [GeneratedRegex(@"^api(-(?<replica>\d{1,4}))? *\| .*\bNow listening on: (?<address>http://\S+)")]
    private static partial Regex Announcement();
}
