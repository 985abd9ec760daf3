using System.Text;
using Aspire.Hosting.Processes;
using Xunit;

namespace Platform.Tests.Hosting.StandIn;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("", new string[0])]
    [InlineData("one\ntwo\n", new[] { "one", "two" })]
    [InlineData("one\r\n\r\nlast", new[] { "one", "", "last" })]
    [InlineData("grüße\n", new[] { "grüße" })]
    public async Task Output_is_cut_into_lines(string output, string[] expected) => Assert.Equal(expected, await ReadAsync(output));

    [Fact]
    public async Task A_line_without_end_is_cut_into_pieces()
    {
        var lines = await ReadAsync(new string('x', 100_000) + "\nnext\n");
        Assert.Equal("next", lines[^1]);
        Assert.Equal(100_000, lines[..^1].Sum(line => line.Length));
        Assert.All(lines, line => Assert.True(line.Length <= 16 * 1024));
    }

    private static async Task<string[]> ReadAsync(string output)
    {
        var lines = new List<string>();
        await LineReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(output)), line =>
        {
            lines.Add(line);
            return ValueTask.CompletedTask;
        });
        return [.. lines];
    }
}
