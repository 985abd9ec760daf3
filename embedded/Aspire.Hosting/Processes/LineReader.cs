using System.Text;

namespace Aspire.Hosting.Processes;

/// <summary>Cuts a process's output into lines. A line longer than the buffer is cut into several.</summary>
internal static class LineReader
{
    private const int MaxLineBytes = 16 * 1024;

    /// <summary>Reads to the end of a stream. A last line without a line feed counts.</summary>
    public static async Task ReadAsync(Stream stream, Func<string, ValueTask> onLine)
    {
        var buffer = new byte[MaxLineBytes];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length));
            length += read;
            var start = 0;
            while (buffer.AsSpan(start, length - start).IndexOf((byte)'\n') is >= 0 and var end)
            {
                await onLine(Decode(buffer.AsSpan(start, end)));
                start += end + 1;
            }

            var isFull = start == 0 && length == buffer.Length;
            if ((read == 0 || isFull) && length > start)
            {
                await onLine(Decode(buffer.AsSpan(start, length - start)));
                start = length;
            }

            if (read == 0)
                return;
            buffer.AsSpan(start, length - start).CopyTo(buffer);
            length -= start;
        }
    }

    private static string Decode(ReadOnlySpan<byte> line) => Encoding.UTF8.GetString(line.TrimEnd((byte)'\r'));
}
