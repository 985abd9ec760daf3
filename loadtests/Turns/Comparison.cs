using System.Globalization;
using Platform.LoadTests.Load;
using Platform.LoadTests.Reports;
using Platform.LoadTests.Users;

namespace Platform.LoadTests.Turns;

/// <summary>
/// Turns of two sides, as fast as they are answered, by turns in short stretches: whatever else the machine does falls on both
/// alike. Each round begins with the other side, and what is told is the median over the rounds.
/// </summary>
internal sealed class Comparison
{
    private const int Rounds = 6;

    /// <summary>The beginning of a stretch, in which processors turn from the other side to this one.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(250);

    private readonly Figures[] _figures;

    private Comparison(Figures[] figures) => _figures = figures;

    /// <summary>Turns per second of the second side ÷ those of the first.</summary>
    public double RateRatio => Median(_figures[1].Rates.Zip(_figures[0].Rates, static (second, first) => second / first));

    /// <summary>Median latency of the second side ÷ that of the first.</summary>
    public double LatencyRatio => Half(_figures[1]) / Half(_figures[0]);

    /// <summary>Processor time per turn of the second side ÷ that of the first, over all processes of the platform.</summary>
    public double CpuRatio => _figures[1].CpuPerTurn / _figures[0].CpuPerTurn;

    /// <summary>A row each; none when not one round came to its end.</summary>
    public ReportRow[] Rows => _figures[0].Rates.Count == 0 ? [] : [.. _figures.Select(static side => new ReportRow(side.Name, Median(side.Rates), side.Latency))];

    /// <summary>The three ratios and where they come from.</summary>
    public (string Name, string Value)[] Facts =>
    [
        ("turns/s, second ÷ first, by round", string.Join(", ", _figures[1].Rates.Zip(_figures[0].Rates, static (second, first) => Text(second / first)))),
        ("median latency, second ÷ first", Text(LatencyRatio)),
        ("processor time per turn, second ÷ first", Text(CpuRatio)),
        .. _figures.Select(static side => ($"processor time per turn, {side.Name}",
            string.Create(CultureInfo.InvariantCulture, $"{side.CpuPerTurn.TotalMicroseconds:0} µs"))),
    ];

    /// <summary>Compares.</summary>
    /// <param name="first">What the other one is held against.</param>
    /// <param name="second">The other one.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<Comparison> Run(TurnSide first, TurnSide second, CancellationToken cancellationToken)
    {
        TurnSide[] sides = [first, second];
        Figures[] figures = [new Figures(first.Name), new Figures(second.Name)];
        var stretch = first.Context.Duration / (2 * Rounds);
        foreach (var side in sides)
        {
            side.Context.Progress($"warming up: {side.Name}");
            await Load(side, side.Context.WarmUp, TimeSpan.FromMilliseconds(1), cancellationToken);
        }

        for (var round = 0; round < Rounds && !first.Context.Interrupted.IsCancellationRequested; round++)
        {
            first.Context.Progress($"round {round + 1} of {Rounds}");
            var stretches = new (LoadResult Result, TimeSpan Cpu, long Turns)[sides.Length];
            foreach (var index in round % 2 == 0 ? (int[])[0, 1] : [1, 0])
            {
                var (cpu, turns) = (sides[index].Cpu(), sides[index].Sessions.Acknowledged);
                var result = await Load(sides[index], Settling, stretch, cancellationToken);
                stretches[index] = (result, sides[index].Cpu() - cpu, sides[index].Sessions.Acknowledged - turns);
            }

            // What was cut short says nothing about the other side.
            for (var index = 0; index < sides.Length && !first.Context.Interrupted.IsCancellationRequested; index++)
                figures[index].Add(stretches[index].Result, stretches[index].Cpu, stretches[index].Turns);
        }

        return new Comparison(figures);
    }

    private static Task<LoadResult> Load(TurnSide side, TimeSpan warmUp, TimeSpan duration, CancellationToken cancellationToken)
    {
        var workers = Math.Min(side.Context.Connections, side.Sessions.Count);
        return ClosedLoop.Run(
            workers,
            warmUp,
            duration,
            async (index, token) => await TurnWorker.Open(side.Context.Direct, side.Sessions, index, workers, token),
            side.Context.Time,
            cancellationToken);
    }

    private static double Half(Figures side) => side.Latency.Percentile(0.5).TotalMilliseconds;

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private sealed class Figures(string name)
    {
        private TimeSpan _cpu;
        private long _turns;

        public string Name => name;

        public List<double> Rates { get; } = [];

        public LatencyHistogram Latency { get; } = new();

        public TimeSpan CpuPerTurn => _turns == 0 ? TimeSpan.Zero : _cpu / _turns;

        public void Add(LoadResult result, TimeSpan cpu, long turns)
        {
            Rates.Add(result.Rate);
            Latency.Add(result.Latency);
            _cpu += cpu;
            _turns += turns;
        }
    }
}
