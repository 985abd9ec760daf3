using Orleans.Runtime;

namespace Orleans.Hosting;

internal sealed class DelegateStartupTask(IServiceProvider services, Func<IServiceProvider, CancellationToken, Task> task) : IStartupTask
{
    public Task Execute(CancellationToken cancellationToken) => task(services, cancellationToken);
}
