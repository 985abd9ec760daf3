using Platform.LoadTests.Load;
using Platform.LoadTests.Running;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class ProgressLineTests
{
    private const int Patience = 20_000;

    private readonly ManualTimeProvider _clock = new();
    private readonly StringWriter _text = new();
    private readonly WorkerTally _tally = new();

    [Fact(Timeout = Patience)]
    public async Task A_terminal_sees_one_line_that_is_rewritten_each_second()
    {
        await Watch(rewrites: true, seconds: 3);
        Assert.Equal(
            "… 1 of 20 s: 10/s, 10 answers\r\e[K… 2 of 20 s: 10/s, 20 answers\r\e[K… 3 of 20 s: 10/s, 30 answers\r\e[K… checking\n",
            Text.Replace("warm-up, ", "", StringComparison.Ordinal));
    }

    [Fact(Timeout = Patience)]
    public async Task A_file_gets_a_line_every_five_seconds()
    {
        await Watch(rewrites: false, seconds: 11);
        Assert.Equal("… warm-up, 5 of 20 s: 10/s, 50 answers\n… 10 of 20 s: 10/s, 100 answers\n… checking\n", Text);
    }

    private string Text => _text.ToString().Replace(Environment.NewLine, "\n", StringComparison.Ordinal);

    private async Task Watch(bool rewrites, int seconds)
    {
        using var run = new LoadRun();
        run.Enter();
        using var stretch = LoadRun.Begin([_tally], TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(20), _clock, TestContext.Current.CancellationToken);
        await using var line = new ProgressLine(_text, rewrites, run, _clock);
        for (var second = 1; second <= seconds; second++)
        {
            for (var answer = 0; answer < 10; answer++)
                _tally.Warm();
            var shown = line.Ticks;
            _clock.Advance(TimeSpan.FromSeconds(1));
            // The line is written by another thread.
            Assert.True(SpinWait.SpinUntil(() => line.Ticks > shown, Patience));
        }

        line.Tell("checking");
    }
}
