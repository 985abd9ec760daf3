namespace Platform.LoadTests.Load;

/// <summary>One connection's share of a scenario: sends a request, waits for the answer and checks it.</summary>
internal interface IWorker : IDisposable
{
    /// <summary>One request. Throws <see cref="LoadFailedException"/> when the answer is not the right one.</summary>
    ValueTask Next(CancellationToken cancellationToken);
}
