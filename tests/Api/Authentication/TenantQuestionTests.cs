using System.Reflection;
using Platform.Api.Authentication;
using Platform.Contracts.Errors;
using Platform.Contracts.Tenants;
using Platform.Tests.TestKit;
using Xunit;

namespace Platform.Tests.Api.Authentication;

public sealed class TenantQuestionTests
{
    private static readonly Task<KeyPrincipal?> Lost = new TaskCompletionSource<KeyPrincipal?>().Task;
    private static readonly Task<KeyPrincipal?> Nobody = Task.FromResult<KeyPrincipal?>(null);
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public async Task A_question_that_is_not_answered_or_reaches_no_silo_is_put_again()
    {
        var tenant = Tenant(Lost, Task.FromException<KeyPrincipal?>(new SiloUnavailableException("gone")), Nobody);

        Assert.Null(await Asked(tenant));

        Assert.Equal(3, tenant.Asked);
        Assert.InRange(_time.GetElapsedTime(0), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_tenant_that_never_answers_is_given_up_after_ten_seconds()
    {
        var tenant = Tenant(Lost);

        await Assert.ThrowsAsync<TimeoutException>(() => Asked(tenant));

        Assert.Equal(4, tenant.Asked);
        Assert.InRange(_time.GetElapsedTime(0), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(11));
    }

    [Fact]
    public async Task What_the_tenant_refuses_is_not_asked_again()
    {
        var tenant = Tenant(Task.FromException<KeyPrincipal?>(new PlatformException(ErrorCode.StorageUnavailable, "away")), Nobody);

        Assert.Equal(ErrorCode.StorageUnavailable, (await Assert.ThrowsAsync<PlatformException>(() => Asked(tenant))).Code);

        Assert.Equal(1, tenant.Asked);
    }

    private static AskedTenant Tenant(params Task<KeyPrincipal?>[] answers)
    {
        var tenant = (AskedTenant)(object)DispatchProxy.Create<ITenantGrain, AskedTenant>();
        tenant.Answers = answers;
        return tenant;
    }

    /// <summary>Asks, and lets time go on meanwhile.</summary>
    private async Task<KeyPrincipal?> Asked(AskedTenant tenant)
    {
        var grains = (OneGrain)(object)DispatchProxy.Create<IGrainFactory, OneGrain>();
        grains.Grain = tenant;
        var asking = new TenantQuestion((IGrainFactory)(object)grains, _time).Ask("acme", []);
        while (!asking.IsCompleted)
        {
            if (_time.ArmedTimers > 0)
                _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await asking;
    }

    /// <summary>Reaches one grain, whichever is asked for.</summary>
    public class OneGrain : DispatchProxy
    {
        public object? Grain { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Grain;
    }

    /// <summary>A tenant that answers each time in its own way; the last one over and over.</summary>
    public class AskedTenant : DispatchProxy
    {
        public Task<KeyPrincipal?>[] Answers { get; set; } = [];

        public int Asked { get; private set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Assert.Equal(nameof(ITenantGrain.Authenticate), targetMethod!.Name);
            return Answers[Math.Min(++Asked, Answers.Length) - 1];
        }
    }
}
