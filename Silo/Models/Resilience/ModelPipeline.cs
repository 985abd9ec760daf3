using Platform.Silo.Models.Providers;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Platform.Silo.Models.Resilience;

/// <summary>
/// What stands between a question and the first piece of its answer, from the outside in: the budget of all tries, the retries,
/// the circuit breaker, the time limit of one try. Once a piece is there nothing is asked again.
/// </summary>
internal static class ModelPipeline
{
    /// <summary>Under this key the pipeline finds the <see cref="ModelQuestion"/>.</summary>
    public static readonly ResiliencePropertyKey<ModelQuestion> Question = new("question");

    private const double FailureRatio = 0.5;
    private static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(10);

    /// <summary>A pipeline for one model.</summary>
    public static ResiliencePipeline<LiveAnswer> Build(string model, ResilienceOptions options, TimeProvider time, ILogger logger)
    {
        var builder = new ResiliencePipelineBuilder<LiveAnswer> { TimeProvider = time };
        builder.AddTimeout(options.RetryBudget);
        if (options.MaxRetries > 0)
            builder.AddRetry(Retries(model, options, logger));
        return builder
            .AddCircuitBreaker(Breaker(model, options, logger))
            .AddTimeout(options.FirstTokenTimeout)
            .Build();
    }

    private static RetryStrategyOptions<LiveAnswer> Retries(string model, ResilienceOptions options, ILogger logger) => new()
    {
        MaxRetryAttempts = options.MaxRetries,
        BackoffType = DelayBackoffType.Exponential,
        Delay = options.RetryDelay,
        MaxDelay = MaxRetryDelay,
        UseJitter = true,
        ShouldHandle = args => ValueTask.FromResult(IsTransient(args.Outcome.Exception) && FitsBudget(args, options)),
        DelayGenerator = args => ValueTask.FromResult((args.Outcome.Exception as ProviderException)?.RetryAfter),
        OnRetry = args =>
        {
            ModelLog.Retry(logger, model, args.AttemptNumber + 1, (long)args.RetryDelay.TotalMilliseconds, args.Outcome.Exception!.Message);
            return default;
        },
    };

    private static CircuitBreakerStrategyOptions<LiveAnswer> Breaker(string model, ResilienceOptions options, ILogger logger) => new()
    {
        FailureRatio = FailureRatio,
        MinimumThroughput = options.BreakerFailures,
        SamplingDuration = options.BreakDuration,
        BreakDuration = options.BreakDuration,
        ShouldHandle = args => ValueTask.FromResult(IsTransient(args.Outcome.Exception)),
        OnOpened = args =>
        {
            ModelLog.CircuitOpened(logger, model, (long)args.BreakDuration.TotalSeconds);
            return default;
        },
        OnClosed = _ =>
        {
            ModelLog.CircuitClosed(logger, model);
            return default;
        },
    };

    private static bool IsTransient(Exception? error) => error is ProviderException { IsTransient: true } or TimeoutRejectedException;

    // A provider that wants to be asked later than the budget allows is not waited for: the next model of the chain may do.
    private static bool FitsBudget(RetryPredicateArguments<LiveAnswer> args, ResilienceOptions options)
    {
        var elapsed = args.Context.Properties.GetValue(Question, null!).Elapsed;
        var pause = (args.Outcome.Exception as ProviderException)?.RetryAfter ?? options.RetryDelay;
        return elapsed + pause < options.RetryBudget;
    }
}
