using Platform.LoadTests.Cluster;
using Xunit;

namespace Platform.Tests.LoadTests;

public sealed class AppHostOutputTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Replicas_are_listed_by_number_where_they_listen_now()
    {
        var output = new AppHostOutput();
        output.Add("silo-1 |       Now listening on: http://127.0.0.1:1");
        output.Add("api-2  |       Now listening on: http://127.0.0.1:22");
        output.Add("api-10 |       Now listening on: http://127.0.0.1:30");
        output.Add("api-1  |       Now listening on: http://127.0.0.1:21");
        output.Add("api-2  |       Now listening on: http://127.0.0.1:23");
        Assert.Equal([21, 23, 30], output.ApiAddresses.Select(address => address.Port));
    }

    [Fact]
    public void The_only_replica_has_no_number()
    {
        var output = new AppHostOutput();
        output.Add("api   |       Now listening on: http://127.0.0.1:21");
        Assert.Equal(new Uri("http://127.0.0.1:21"), Assert.Single(output.ApiAddresses));
    }

    [Fact]
    public void An_address_is_found_behind_as_many_lines_as_there_may_be_and_only_the_first_of_them_are_kept()
    {
        var output = new AppHostOutput();
        for (var line = 0; line < 1_000; line++)
            output.Add($"silo-1 | line {line}");
        output.Add("api    |       Now listening on: http://127.0.0.1:21");
        Assert.Single(output.ApiAddresses);
        Assert.Equal(200, output.Text.Split('\n').Length);
    }

    [Fact(Timeout = 20_000)]
    public async Task Who_waits_for_replicas_waits_for_all_of_them()
    {
        var output = new AppHostOutput();
        var waiting = output.WaitForApis(2, Cancellation);
        output.Add("api-1 |       Now listening on: http://127.0.0.1:21");
        Assert.False(waiting.IsCompleted);
        output.Add("api-2 |       Now listening on: http://127.0.0.1:22");
        await waiting;
    }

    [Fact(Timeout = 20_000)]
    public async Task Who_waits_for_replicas_can_give_up()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var waiting = new AppHostOutput().WaitForApis(1, end.Token);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
