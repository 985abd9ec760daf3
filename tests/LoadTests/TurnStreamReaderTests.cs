using System.Text;
using Platform.LoadTests.Load;
using Platform.LoadTests.Rolling;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class TurnStreamReaderTests
{
    private const string Started = """event: turn.started\ndata: {"seq":1}""";
    private const string Hello = """event: message.delta\ndata: {"seq":2,"delta":"hello"}""";
    private const string Completed = """event: turn.completed\ndata: {"seq":3,"turn":{"status":"completed","message":{"content":"hello","seq":2}}}""";

    [Fact]
    public async Task A_whole_stream_gives_its_turn() =>
        Assert.Equal("completed", (await Read(Started, Hello, Completed)).GetProperty("status").GetString());

    [Fact]
    public Task A_stream_that_ends_early_has_failed() => Fails("ended behind 'hello'", Started, Hello);

    [Fact]
    public Task A_stream_whose_pieces_are_not_the_answer_has_failed() => Fails("are not the answer", Started, Hello, Hello, Completed);

    [Theory]
    [InlineData("turn.failed")]
    [InlineData("stream.closing")]
    public Task A_stream_that_tells_of_a_failure_has_failed(string name) => Fails(name, Started, Hello, $$"""event: {{name}}\ndata: {"seq":2}""");

    private static async Task Fails(string why, params string[] frames) =>
        Assert.Contains(why, (await Assert.ThrowsAsync<LoadFailedException>(() => Read(frames))).Message);

    private static Task<System.Text.Json.JsonElement> Read(params string[] frames) => TurnStreamReader.Read(
        new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(frames.Select(frame => frame.Replace("\\n", "\n", StringComparison.Ordinal) + "\n\n")))),
        TestContext.Current.CancellationToken);
}
