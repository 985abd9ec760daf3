using System.Text;
using Aspire.Hosting.Orchestration;
using Xunit;

namespace Platform.Tests.Hosting.StandIn;

public sealed class LogWriterTests
{
    [Fact]
    public async Task Every_line_carries_the_name_of_its_source()
    {
        var lines = await WriteAsync(colour: false);
        Assert.Equal("silo-1 | hello\napi    | hi\n", lines);
    }

    [Fact]
    public async Task Names_are_coloured_on_a_terminal_and_lines_are_not()
    {
        var lines = (await WriteAsync(colour: true)).Split('\n');
        Assert.Matches("^\e\\[\\d+msilo-1 \\| \e\\[0mhello$", lines[0]);
        Assert.NotEqual(lines[0][..5], lines[1][..5]);
    }

    private static async Task<string> WriteAsync(bool colour)
    {
        using var output = new MemoryStream();
        var writer = new LogWriter(output, colour);
        var silo = writer.AddSource("silo-1");
        var api = writer.AddSource("api");
        await silo("hello");
        await api("hi");
        await writer.DisposeAsync();
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
