using Orleans.Runtime;

namespace Orleans.Invocation;

/// <summary>What a generated grain reference needs of the runtime: implemented by the silo and by the cluster client.</summary>
public interface IGrainCallRuntime
{
    /// <summary>Sends a request; its completion is set when the answer, an error or the response timeout arrives.</summary>
    void Send(GrainId target, GrainRequest request);

    /// <summary>Opens a stream; nothing is sent before the result is enumerated.</summary>
    IAsyncEnumerable<T> OpenStream<T>(GrainId target, GrainStreamRequest<T> request);
}
