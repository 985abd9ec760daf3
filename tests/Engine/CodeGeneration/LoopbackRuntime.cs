using System.Buffers;
using Orleans.Invocation;
using Orleans.Serialization;
using Xunit;

namespace Platform.Tests.Engine.CodeGeneration;

/// <summary>Carries calls to one object: arguments, results, items and errors all go through bytes, as between processes.</summary>
internal sealed class LoopbackRuntime(object target) : IGrainCallRuntime
{
    public List<GrainRequest> Sent { get; } = [];

    public void Send(GrainId grain, GrainRequest request)
    {
        Sent.Add(request);
        _ = RunAsync(request);
    }

    public async IAsyncEnumerable<T> OpenStream<T>(GrainId grain, GrainStreamRequest<T> request)
    {
        Sent.Add(request);
        var remote = (GrainStreamRequest<T>)Transfer(request);
        await foreach (var item in remote.Open(target))
            yield return Receive(Bytes((ref writer) => remote.WriteItem(ref writer, item)), (ref reader) => request.ReadItem(ref reader));
    }

    private async Task RunAsync(GrainRequest request)
    {
        try
        {
            var remote = Transfer(request);
            await remote.InvokeAsync(target);
            Receive(Bytes(remote.WriteResult), (ref reader) =>
            {
                request.ReadResult(ref reader);
                return 0;
            });
            request.Complete();
        }
        catch (Exception error)
        {
            var bytes = Bytes((ref writer) => Codecs.Get<Exception>().Write(ref writer, error));
            request.Fail(Receive(bytes, static (ref reader) => Codecs.Get<Exception>().Read(ref reader)));
        }
    }

    private GrainRequest Transfer(GrainRequest request)
    {
        var method = GrainManifest.GetMethod(request.Method.InterfaceName, request.Method.MethodName);
        Assert.Same(request.Method, method);
        var remote = method!.CreateRequest();
        Receive(Bytes(request.WriteArguments), (ref reader) =>
        {
            remote.ReadArguments(ref reader);
            return 0;
        });
        remote.CancellationToken = request.CancellationToken;
        return remote;
    }

    private T Receive<T>(byte[] bytes, Reading<T> read)
    {
        var reader = new GrainReader(new ReadOnlySequence<byte>(bytes)) { Runtime = this };
        var value = read(ref reader);
        Assert.Equal(0, reader.Remaining);
        return value;
    }

    private static byte[] Bytes(Writing write)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new GrainWriter(output);
        write(ref writer);
        writer.Commit();
        return output.WrittenSpan.ToArray();
    }

    private delegate void Writing(ref GrainWriter writer);

    private delegate T Reading<T>(ref GrainReader reader);
}
