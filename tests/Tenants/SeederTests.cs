using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Platform.Contracts.Errors;
using Platform.Contracts.Keys;
using Platform.Silo.Seeding;
using Xunit;

namespace Platform.Tests.Tenants;

public sealed class SeederTests
{
    [Fact]
    public async Task A_silo_or_a_store_that_is_lost_while_another_silo_starts_does_not_end_its_start()
    {
        var calls = new FailingCalls(
            new SiloUnavailableException("The silo of the grain was killed."),
            new TimeoutException("The silo of the grain stands still."),
            new PlatformException(ErrorCode.StorageUnavailable, "The store is away."));
        var seeder = NewSeeder(calls);

        await seeder.StartAsync(TestContext.Current.CancellationToken);

        Assert.Empty(calls.Failures);
        Assert.Contains("CreateKey", calls.Succeeded);
    }

    [Fact]
    public async Task What_no_repetition_can_put_right_ends_the_start()
    {
        var calls = new FailingCalls(new PlatformException(ErrorCode.InvalidValue, "The model's name is wrong."));
        await Assert.ThrowsAsync<PlatformException>(() => NewSeeder(calls).StartAsync(TestContext.Current.CancellationToken));
    }

    private static Seeder NewSeeder(FailingCalls calls) => new(
        Any.Of<IGrainFactory>(calls),
        Options.Create(new SeedOptions { AdminKey = ApiKey.Generate(ApiKey.AdminTenant) }),
        TimeProvider.System,
        NullLogger<Seeder>.Instance);

    /// <summary>Lets the first calls of grains fail, and finds nothing at the others.</summary>
    private sealed class FailingCalls(params Exception[] failures)
    {
        public Queue<Exception> Failures { get; } = new(failures);

        public List<string> Succeeded { get; } = [];

        public object? Answer(MethodInfo method)
        {
            if (!method.ReturnType.IsAssignableTo(typeof(Task)))
                return Any.Of(method.ReturnType, this);
            if (!Failures.TryDequeue(out var failure))
                Succeeded.Add(method.Name);
            return failure is not null ? Faulted(method.ReturnType, failure) : Done(method.ReturnType);
        }

        private static object Done(Type task) => task.IsGenericType
            ? typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(task.GenericTypeArguments).Invoke(null, [null])!
            : Task.CompletedTask;

        private static object Faulted(Type task, Exception failure) => task.IsGenericType
            ? typeof(Task).GetMethods().Single(method => method is { Name: nameof(Task.FromException), IsGenericMethod: true })
                .MakeGenericMethod(task.GenericTypeArguments).Invoke(null, [failure])!
            : Task.FromException(failure);
    }

    /// <summary>Any interface, answered in one place.</summary>
    public class Any : DispatchProxy
    {
        private FailingCalls _calls = null!;

        internal static T Of<T>(object calls) => (T)Of(typeof(T), (FailingCalls)calls);

        internal static object Of(Type type, object calls)
        {
            var proxy = (Any)Create(type, typeof(Any));
            proxy._calls = (FailingCalls)calls;
            return proxy;
        }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _calls.Answer(targetMethod!);
    }
}
