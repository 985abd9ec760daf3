using Platform.Contracts.Errors;
using Platform.Silo.Models.Providers;

namespace Platform.Silo.Models.Resilience;

/// <summary>
/// An answer that has begun: its first piece is there. Whatever ends it early comes out as <see cref="ProviderException"/>, or as
/// <see cref="OperationCanceledException"/> when the caller or the try was given up; either way the request is aborted.
/// </summary>
internal sealed class LiveAnswer : IAsyncDisposable
{
    private readonly ModelQuestion _question;
    private readonly ResilienceOptions _options;
    private readonly CancellationTokenSource _abort;
    private readonly IAsyncEnumerator<ModelDelta> _pieces;
    private readonly ITimer _watch;
    private bool _finished;

    private LiveAnswer(IChatModel model, ModelQuestion question, ResilienceOptions options)
    {
        _question = question;
        _options = options;
        _abort = CancellationTokenSource.CreateLinkedTokenSource(question.Caller);
        _watch = question.Time.CreateTimer(
            static abort => ((CancellationTokenSource)abort!).Cancel(), _abort, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _pieces = model.Stream(question.Request, _abort.Token).GetAsyncEnumerator(_abort.Token);
    }

    /// <summary>The piece at hand.</summary>
    public ModelDelta Current => _pieces.Current;

    /// <summary>Asks a model and waits for the first piece.</summary>
    /// <param name="model">The model.</param>
    /// <param name="question">What it is asked.</param>
    /// <param name="options">How long to wait later on.</param>
    /// <param name="attempt">Gives up this try; has no effect once the first piece is there.</param>
    public static async ValueTask<LiveAnswer> Open(
        IChatModel model, ModelQuestion question, ResilienceOptions options, CancellationToken attempt)
    {
        var answer = new LiveAnswer(model, question, options);
        try
        {
            bool begun;
            var giveUp = attempt.UnsafeRegister(static abort => ((CancellationTokenSource)abort!).Cancel(), answer._abort);
            await using (giveUp.ConfigureAwait(false))
                begun = await answer.Move(attempt).ConfigureAwait(false);
            return begun ? answer : throw new ProviderException("the answer was empty") { IsTransient = true };
        }
        catch
        {
            await answer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits for the next piece; false at the end of a complete answer.</summary>
    public async ValueTask<bool> Next()
    {
        var left = (_options.TotalTimeout - _question.Elapsed).Ticks;
        _watch.Change(new TimeSpan(Math.Clamp(left, 0, _options.IdleTimeout.Ticks)), Timeout.InfiniteTimeSpan);
        try
        {
            return await Move(_question.Caller).ConfigureAwait(false);
        }
        finally
        {
            // The time that the caller takes for a piece is not the provider's.
            _watch.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _watch.DisposeAsync().ConfigureAwait(false);
        try
        {
            await _pieces.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _abort.Dispose();
        }
    }

    private async ValueTask<bool> Move(CancellationToken attempt)
    {
        bool more;
        try
        {
            more = await _pieces.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not PlatformException)
        {
            _question.Caller.ThrowIfCancellationRequested();
            attempt.ThrowIfCancellationRequested();
            throw _abort.IsCancellationRequested ? TooSlow(error) : ProviderException.From(error);
        }

        if (more)
            _finished |= _pieces.Current.FinishReason is not null;
        else if (!_finished)
            throw new ProviderException("the answer ended before it was complete") { IsTransient = true };
        return more;
    }

    private ProviderException TooSlow(Exception error)
    {
        var said = _question.Elapsed >= _options.TotalTimeout
            ? $"the answer was not complete within {_options.TotalTimeout.TotalSeconds:0.#} s"
            : $"nothing came for {_options.IdleTimeout.TotalSeconds:0.#} s in the middle of the answer";
        return new ProviderException(said, error) { IsTransient = true, IsTimeout = true };
    }
}
