using Orleans.Invocation;
using Platform.Tests.Engine.Serialization;
using Xunit;

namespace Platform.Tests.Engine.CodeGeneration;

public sealed class GeneratedProxyTests
{
    private static readonly GrainId Id = GrainId.Create("probe", "key");

    private readonly ProbeTarget _target = new();
    private readonly LoopbackRuntime _runtime;
    private readonly IProbeGrain _grain;

    public GeneratedProxyTests()
    {
        _runtime = new LoopbackRuntime(_target);
        _grain = (IProbeGrain)(object)GrainManifest.GetInterface(typeof(IProbeGrain)).CreateReference(Id, _runtime);
    }

    [Fact]
    public async Task Every_kind_of_task_answers_through_bytes()
    {
        await _grain.Nothing();
        Assert.Equal(5, await _grain.Add(2, 3));
        Assert.Equal("text", await _grain.Echo("text", TestContext.Current.CancellationToken));
        Assert.Null(await _grain.Echo(null, TestContext.Current.CancellationToken));
        await _grain.Remember(new Message("user", "hi", [new Part("a", "b")], 1, 2, 3));
        Assert.Equal([new Part("a", "b")], (await _grain.Recall())!.Parts);
        Assert.Equal([nameof(IProbeGrain.Nothing)], _target.Calls);
    }

    [Fact]
    public async Task Closed_generic_arguments_and_results_travel()
    {
        var found = await _grain.Search(new Page<Part>([new("k", "v")], null, null), [new() { ["one"] = new Point(1, 2) }, new()]);
        Assert.Equal("one", found.Next);
        Assert.Equal([new Part("k", "v")], found.Items);
    }

    [Fact]
    public async Task Inherited_methods_and_overloads_reach_the_right_method()
    {
        Assert.Equal("inherited 4", await _grain.Inherited(4));
        Assert.Equal("int 1", await _grain.Overloaded(1));
        Assert.Equal("string 1", await _grain.Overloaded("1"));
    }

    [Fact]
    public async Task A_cancellation_token_stays_out_of_the_arguments()
    {
        using var cancellation = new CancellationTokenSource();
        await _grain.Echo("x", cancellation.Token);
        var request = Assert.Single(_runtime.Sent);
        Assert.Equal((2, cancellation.Token, cancellation.Token), (request.ArgumentCount, request.CancellationToken, _target.Token));
        Assert.Equal("x", request.GetArgument(0));
        Assert.Equal(cancellation.Token, request.GetArgument(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => request.GetArgument(2));

        await cancellation.CancelAsync();
        Assert.True(await _grain.WaitFor(cancellation.Token, 3));
    }

    [Fact]
    public async Task A_stream_opens_when_it_is_enumerated()
    {
        var stream = _grain.Watch(3, TestContext.Current.CancellationToken);
        Assert.Empty(_runtime.Sent);

        var items = new List<string>();
        await foreach (var part in stream)
            items.Add(part.Value);
        Assert.Equal(["0", "1", "2"], items);
    }

    [Fact]
    public void A_one_way_call_is_complete_at_once()
    {
        var runtime = new SilentRuntime();
        var grain = (IProbeGrain)(object)GrainManifest.GetInterface(typeof(IProbeGrain)).CreateReference(Id, runtime);
        Assert.True(grain.Forget("reason").IsCompletedSuccessfully);
        Assert.True(grain.ForgetSoon().AsTask().IsCompletedSuccessfully);
        Assert.False(grain.Nothing().IsCompleted);
        Assert.Equal(3, runtime.Count);
    }

    [Fact]
    public async Task An_error_of_the_grain_arrives_at_the_caller()
    {
        var error = await Assert.ThrowsAsync<RefusedException>(() => _grain.Refuse(new RefusedException(4, "no")));
        Assert.Equal(4, error.Code);
    }

    [Fact]
    public async Task A_grain_reference_travels_as_identity()
    {
        var back = await _grain.Reference(_grain);
        Assert.Equal((object)_grain, back);
        Assert.NotSame(_grain, back);
        Assert.Equal("inherited 1", await back!.Inherited(1));
        Assert.Null(await _grain.Reference(null));
        await Assert.ThrowsAsync<NotSupportedException>(() => _grain.Reference(_target));
    }

    [Fact]
    public void References_are_equal_by_grain_and_interface()
    {
        var description = GrainManifest.GetInterface(typeof(IProbeGrain));
        Assert.Equal(description.CreateReference(Id, _runtime), description.CreateReference(Id, new SilentRuntime()));
        Assert.NotEqual(description.CreateReference(Id, _runtime), description.CreateReference(GrainId.Create("probe", "other"), _runtime));
        Assert.NotEqual(description.CreateReference(Id, _runtime), GrainManifest.GetInterface(typeof(IProbeBase)).CreateReference(Id, _runtime));
    }

    [Fact]
    public async Task An_older_caller_without_the_newest_argument_is_understood()
    {
        var method = GrainManifest.GetMethod("test.probe", nameof(IProbeGrain.Add))!;
        var request = method.CreateRequest();
        var reader = new Orleans.Serialization.GrainReader(new([1, 8, 0]));
        request.ReadArguments(ref reader);
        await request.InvokeAsync(_target);
        Assert.Equal(4, request.BoxedResult);
    }

    private sealed class SilentRuntime : IGrainCallRuntime
    {
        public int Count { get; private set; }

        public void Send(GrainId target, GrainRequest request) => Count++;

        public IAsyncEnumerable<T> OpenStream<T>(GrainId target, GrainStreamRequest<T> request) => throw new NotSupportedException();
    }
}
