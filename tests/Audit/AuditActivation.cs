using Platform.Contracts.Audit;
using Platform.Silo.Audit;

namespace Platform.Tests.Audit;

/// <summary>A writer whose calls run one at a time, as a grain's do.</summary>
internal sealed class AuditActivation(AuditWriter writer)
{
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

    public Task<string> Begin(AuditChange change) => Run(() => writer.Begin(change));

    public Task Add(AuditChange change, string? id = null) => Run(async () =>
    {
        await writer.Add(id, change, AuditLab.Done);
        return "";
    });

    public Task EnterUnfinished(TimeSpan after) => Run(async () =>
    {
        await writer.EnterUnfinished(after);
        return "";
    });

    private Task<string> Run(Func<Task<string>> call) => Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.None, _turns).Unwrap();
}
