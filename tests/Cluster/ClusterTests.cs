using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Platform.LoadTests.Cluster;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Cluster;

/// <summary>What the README promises, run as its reader would: the app host as a process, everything else below it.</summary>
[Collection(nameof(ClusterTests))]
[CollectionDefinition(nameof(ClusterTests), DisableParallelization = true)]
public sealed class ClusterTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("platform-cluster-").FullName;
    private LocalPlatform _platform = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _platform = await StartPlatform();

    public async ValueTask DisposeAsync()
    {
        await _platform.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task The_printed_curl_line_is_answered_and_its_conversation_survives_a_restart()
    {
        var line = Regex.Match(await Printed("its history:"), @"^\s*(curl .*chat/completions.*)$", RegexOptions.Multiline).Groups[1].Value;
        var answer = JsonDocument.Parse(await Shell(line)).RootElement;
        Assert.Equal("echo: hello", answer.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());

        using (var before = HttpSteps.Client(_platform.Address, _platform.Key))
            Assert.Contains("3 ", await before.Say("first", "again", Cancellation, "builtin/echo?history=1"), StringComparison.Ordinal);

        await _platform.DisposeAsync();
        _platform = await StartPlatform();

        using var after = HttpSteps.Client(_platform.Address, _platform.Key);
        var history = await after.History("first", Cancellation);
        Assert.Equal(4, history.Length);
        Assert.Equal(["hello", "echo: hello", "again"], history[..3]);
        Assert.Contains("5 ", await after.Say("first", "once more", Cancellation, "builtin/echo?history=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_spread_over_the_silos_and_a_third_silo_takes_its_share_and_leaves_without_a_trace()
    {
        const int Count = 200;
        using var http = HttpSteps.Client(_platform.Address, _platform.Key);
        using var admin = HttpSteps.Client(_platform.Address, _platform.AdminKey);
        var sessions = new string[Count];
        await Parallel.ForAsync(0, Count, Cancellation, async (index, token) => sessions[index] = await http.CreateSession(token));
        var rounds = new int[Count];
        await TalkToAll();

        // The engine decides where, by chance or by how busy silos are: what it owes is that no silo is left out.
        var two = await admin.SessionsPerSilo(Cancellation);
        Assert.Equal(2, two.Count);
        Assert.All(two.Values, sessionsOfSilo => Assert.InRange(sessionsOfSilo, 20, 180));

        using var quiet = new CancellationTokenSource();
        var talking = KeepTalking();
        await using (var third = SiloProcess.Start(RedisOfPlatform()))
        {
            var three = await Eventually.See(SessionsWithNewOnes, silos => silos.Count == 3 && silos.Values.All(own => own > 30), Cancellation);
            Assert.Equal(3, three.Count);
            Assert.Equal(0, await third.Stop(Cancellation));
        }

        await Eventually.See(() => admin.SessionsPerSilo(Cancellation), silos => silos.Count == 2, Cancellation);
        await quiet.CancelAsync();
        await talking;
        await TalkToAll();

        await Parallel.ForAsync(0, Count, Cancellation, async (index, token) =>
        {
            var session = await http.GetFromJsonAsync<JsonElement>($"/v1/sessions/{sessions[index]}", token);
            Assert.Equal(rounds[index] * 2, session.GetProperty("lastSeq").GetInt64());
        });

        // Sessions that live somewhere may stay there: what a silo surely gets is a share of the new ones.
        async Task<Dictionary<string, int>> SessionsWithNewOnes()
        {
            await Parallel.ForAsync(0, 10, Cancellation, async (_, token) => await http.CreateSession(token));
            return await admin.SessionsPerSilo(Cancellation);
        }

        async Task TalkToAll() => await Parallel.ForAsync(0, Count, Cancellation, Talk);

        async Task KeepTalking()
        {
            while (!quiet.IsCancellationRequested)
                await TalkToAll();
        }

        async ValueTask Talk(int index, CancellationToken token)
        {
            var content = $"session {index} round {rounds[index]}";
            Assert.Equal($"echo: {content}", await http.Say(sessions[index], content, token));
            rounds[index]++;
        }
    }

    [Fact]
    public async Task Tokens_of_a_stream_arrive_while_the_turn_still_runs()
    {
        using var http = HttpSteps.Client(_platform.Address, _platform.Key);
        var session = await http.CreateSession(Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/messages")
        {
            Content = JsonContent.Create(new { content = "slowly", stream = true, model = "builtin/echo?tokens=20&tokenMs=100" }),
        };
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));

        var deltas = 0;
        var runningAtFirst = false;
        while (await reader.ReadLineAsync(Cancellation) is { } line)
        {
            if (line == "event: message.delta" && deltas++ == 0)
            {
                var now = await http.GetFromJsonAsync<JsonElement>($"/v1/sessions/{session}", Cancellation);
                runningAtFirst = now.TryGetProperty("runningTurnId", out var turn) && turn.ValueKind == JsonValueKind.String;
            }
        }

        Assert.True(runningAtFirst, "The first token came only when the turn was over.");
        Assert.Equal(20, deltas);
    }

    private async Task<LocalPlatform> StartPlatform() => await LocalPlatform.Start(silos: 2, apis: 1, _data, _ => { }, Cancellation);

    private string RedisOfPlatform() =>
        $"127.0.0.1:{int.Parse(File.ReadAllText(Path.Combine(_data, "redis.port")), CultureInfo.InvariantCulture)}";

    private async Task<string> Printed(string text) =>
        await Eventually.See(() => Task.FromResult(_platform.Output), output => output.Contains(text, StringComparison.Ordinal), Cancellation);

    private static async Task<string> Shell(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync(Cancellation);
        await shell.WaitForExitAsync(Cancellation);
        Assert.Equal(0, shell.ExitCode);
        return output;
    }
}
