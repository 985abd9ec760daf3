using System.Runtime.CompilerServices;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;

namespace Platform.Silo.Models.Echo;

/// <summary>The test model <c>builtin/echo</c> with its knobs set.</summary>
internal sealed class EchoModel(string id, EchoKnobs knobs, TimeProvider time) : IChatModel
{
    public string Id => id;

    // A paced answer takes seconds and can die with its silo, as a real model's can: it leaves the same marker.
    public bool IsInProcess => !knobs.IsPaced;

    public TokenUsage? Foresee(ModelRequest request) => knobs.Fail is null && knobs.FailAfter is null ? EchoReply.To(request, knobs).Usage : null;

    public IAsyncEnumerable<ModelDelta> Stream(ModelRequest request, CancellationToken cancellationToken) =>
        knobs.ComesInTokens || knobs.Fail is not null
            ? InTokens(request, cancellationToken)
            : new EchoAtOnce(request, knobs, cancellationToken);

    private async IAsyncEnumerable<ModelDelta> InTokens(
        ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var pace = new EchoPace(time, cancellationToken);
        var reply = EchoReply.To(request, knobs);
        var text = reply.Text ?? reply.ToolCall!.Arguments;
        var total = EchoTokens.Count(text);

        var start = 0;
        for (var index = 0; ; index++)
        {
            await pace.Until(TimeSpan.FromMilliseconds(knobs.FirstTokenMs + ((long)knobs.TokenMs * index))).ConfigureAwait(false);
            if (knobs.Fail is { } status)
                throw Refusal(status);
            if (index == knobs.FailAfter)
                throw new PlatformException(ErrorCode.ProviderFailed, $"{id} died after {index} tokens, as its name asks.");

            var length = EchoTokens.NextLength(text.AsSpan(start));
            var piece = text.Substring(start, length);
            start += length;
            var isLast = index + 1 >= total && index + 1 != knobs.FailAfter;
            yield return reply.Piece(piece, index == 0, isLast);
            if (isLast)
                yield break;
        }
    }

    private PlatformException Refusal(int status)
    {
        var code = status is 408 or 504 ? ErrorCode.ProviderTimeout : ErrorCode.ProviderFailed;
        TimeSpan? retryAfter = status is 429 or 503 ? TimeSpan.FromSeconds(1) : null;
        return new PlatformException(code, $"{id} refused with status {status}, as its name asks.", retryAfter: retryAfter);
    }
}
