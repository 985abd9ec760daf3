using System.Text;
using System.Threading.Channels;

namespace Aspire.Hosting.Orchestration;

/// <summary>
/// Writes lines of many sources to one output. A single writer does it, so that a terminal that stands still
/// holds up those who log and nobody else.
/// </summary>
internal sealed class LogWriter : IAsyncDisposable
{
    private const int MaxWaitingLines = 1024;

    // Cyan, magenta, blue, yellow, green and their bright forms; red is left to errors.
    private static readonly int[] Colours = [36, 35, 34, 33, 32, 96, 95, 94, 93, 92];

    private readonly Channel<string> _lines = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MaxWaitingLines) { SingleReader = true });

    private readonly Stream _output;
    private readonly bool _colour;
    private readonly Task _writing;
    private int _width;
    private int _sources;

    public LogWriter(Stream output, bool colour)
    {
        _output = output;
        _colour = colour;
        _writing = Task.Factory.StartNew(WriteLines, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Writes to the terminal; in colour unless it is redirected or NO_COLOR is set.</summary>
    public static LogWriter ToConsole() => new(
        Console.OpenStandardOutput(), !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    /// <summary>Names a source of lines.</summary>
    /// <returns>What writes a line with the source's name in front.</returns>
    public Func<string, ValueTask> AddSource(string name)
    {
        _width = Math.Max(_width, name.Length);
        var colour = Colours[Interlocked.Increment(ref _sources) % Colours.Length];
        return line =>
        {
            var prefix = name.PadRight(_width) + " | ";
            return _lines.Writer.WriteAsync(_colour ? $"\e[{colour}m{prefix}\e[0m{line}" : prefix + line);
        };
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing;
    }

    private void WriteLines()
    {
        using var writer = new StreamWriter(_output, new UTF8Encoding(false)) { NewLine = "\n" };
        try
        {
            while (_lines.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (_lines.Reader.TryRead(out var line))
                    writer.WriteLine(line);
                writer.Flush();
            }
        }
        catch (IOException)
        {
            // Whoever read the output is gone. The lines still have to be taken, or the children would stand still.
            while (_lines.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (_lines.Reader.TryRead(out _))
                {
                }
            }
        }
    }
}
