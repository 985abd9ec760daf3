using Microsoft.Extensions.Options;
using Platform.Contracts.Keys;

namespace Platform.Silo.Seeding;

internal sealed class SeedOptionsValidator : IValidateOptions<SeedOptions>
{
    public ValidateOptionsResult Validate(string? name, SeedOptions options)
    {
        List<string> errors = [];
        Check(SeedOptionsSetup.AdminKeyName, options.AdminKey, ApiKey.AdminTenant);
        Check(SeedOptionsSetup.DemoKeyName, options.DemoKey, DemoSeed.TenantId);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(string variable, string? key, string tenantId)
        {
            // The key itself is a secret and is not repeated.
            if (key is not null && ApiKey.TenantOf(key) != tenantId)
                errors.Add($"{variable} is not a key of tenant '{tenantId}': set it to sk-{tenantId}- and 32 url-safe characters, or remove it.");
        }
    }
}
