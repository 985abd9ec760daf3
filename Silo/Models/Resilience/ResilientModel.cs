using System.Runtime.CompilerServices;
using Platform.Contracts.Errors;
using Platform.Contracts.Sessions;
using Platform.Silo.Models.Providers;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Platform.Silo.Models.Resilience;

/// <summary>A model of a provider with time limits, retries and a circuit breaker of its own.</summary>
internal sealed class ResilientModel(
    IChatModel model,
    ResiliencePipeline<LiveAnswer> pipeline,
    ResilienceOptions options,
    TimeProvider time,
    ModelMeasures measures,
    string? tenantId,
    ILogger logger) : IChatModel
{
    // For a provider that says it is busy but not for how long.
    private static readonly TimeSpan ShortPause = TimeSpan.FromSeconds(1);

    public string Id => model.Id;

    public bool IsInProcess => model.IsInProcess;

    public async IAsyncEnumerable<ModelDelta> Stream(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var question = new ModelQuestion(request, time, cancellationToken);
        var activity = measures.Begin();
        TokenUsage? usage = null;
        try
        {
            await using var answer = await Begin(question).ConfigureAwait(false);
            measures.FirstPiece(question.Elapsed);
            do
            {
                var piece = answer.Current;
                usage = piece.Usage ?? usage;
                if (piece.FinishReason is not null)
                    question.Outcome = null;
                if (!piece.IsEmpty)
                    yield return piece;
            }
            while (await GoOn(answer, question).ConfigureAwait(false));
        }
        finally
        {
            measures.End(activity, question.Elapsed, usage, question.Outcome);
        }
    }

    private async ValueTask<LiveAnswer> Begin(ModelQuestion question)
    {
        var context = ResilienceContextPool.Shared.Get(question.Caller);
        context.Properties.Set(ModelPipeline.Question, question);
        try
        {
            return await pipeline.ExecuteAsync(
                static (context, state) => state.Self.Ask(state.question, context.CancellationToken),
                context,
                (Self: this, question)).ConfigureAwait(false);
        }
        catch (ProviderException failure)
        {
            throw Fail(question, failure);
        }
        catch (TimeoutRejectedException timeout)
        {
            var said = $"no answer began within {timeout.Timeout.TotalSeconds:0.#} s";
            if (question.LastFailure is { } before)
                said += $" (before that: {before.Message})";
            throw Fail(question, new ProviderException(said, timeout) { IsTransient = true, IsTimeout = true });
        }
        catch (BrokenCircuitException open)
        {
            // The circuit may have opened under this question's own tries: then what they met says more.
            const string Said = "it failed too often lately and is left alone for a while";
            throw Fail(
                question, question.LastFailure ?? new ProviderException(Said, open) { IsTransient = true, RetryAfter = open.RetryAfter });
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<LiveAnswer> Ask(ModelQuestion question, CancellationToken attempt)
    {
        question.Tries++;
        try
        {
            return await LiveAnswer.Open(model, question, options, attempt).ConfigureAwait(false);
        }
        catch (ProviderException failure)
        {
            question.LastFailure = failure;
            throw;
        }
    }

    private async ValueTask<bool> GoOn(LiveAnswer answer, ModelQuestion question)
    {
        try
        {
            return await answer.Next().ConfigureAwait(false);
        }
        catch (ProviderException failure)
        {
            throw Fail(question, failure);
        }
    }

    private PlatformException Fail(ModelQuestion question, ProviderException failure)
    {
        question.Outcome = failure.ErrorType;
        if (failure.Status is 401 or 403 && tenantId is not null)
            ModelLog.TenantKeyRefused(logger, Id, tenantId, failure.Status.Value);
        else if (failure.Status is 401 or 403)
            ModelLog.KeyRefused(logger, Id, failure.Status.Value);
        else
            ModelLog.Failed(logger, Id, question.Request.TenantId, question.Tries, failure.Message, failure.InnerException);

        var advice = failure switch
        {
            { Status: 401 or 403 } => tenantId is null ? "the operator has to set a valid one" : "the tenant's owner has to set a valid one with PUT /v1/providers",
            { IsTransient: true } => "try again later or choose another model",
            _ => "change the request or choose another model",
        };
        return new PlatformException(
            failure.IsTimeout ? ErrorCode.ProviderTimeout : ErrorCode.ProviderFailed,
            $"{Id}: {failure.Message}; {advice}.",
            retryAfter: failure.RetryAfter ?? (failure.Status == 429 ? ShortPause : null));
    }
}
