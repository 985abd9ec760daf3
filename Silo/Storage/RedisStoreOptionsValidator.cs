using Microsoft.Extensions.Options;
using Platform.ServiceDefaults.Settings;

namespace Platform.Silo.Storage;

internal sealed class RedisStoreOptionsValidator : IValidateOptions<RedisStoreOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisStoreOptions options) => new OptionsCheck(RedisStoreOptions.Section)
        .InRange(nameof(options.OperationTimeout), options.OperationTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(30))
        .InRange(nameof(options.RetryAfter), options.RetryAfter, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(60))
        .Result();
}
