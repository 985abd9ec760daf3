using Platform.Contracts.Errors;
using Platform.Contracts.Providers;
using Platform.Silo.Models.Providers;

namespace Platform.Silo.Providers;

/// <summary>What callers are told about tenants' own keys of providers, in one place. Never holds a key.</summary>
internal static class ProviderFailures
{
    public static PlatformException NotFound(IEnumerable<string> known) => new(
        ErrorCode.ProviderNotFound, $"There is no such provider. Those that a tenant can have a key for are: {string.Join(", ", known)}.");

    public static PlatformException TenantNotFound(string tenantId) =>
        new(ErrorCode.TenantNotFound, $"There is no tenant '{tenantId}'.");

    public static PlatformException InvalidKey() => new(
        ErrorCode.InvalidValue, $"'apiKey' must be 1 to {NewProviderKey.MaxKeyLength} printable ASCII characters without spaces.", "apiKey");

    public static PlatformException InvalidAddress() => new(
        ErrorCode.InvalidValue,
        $"'baseUrl' must be an absolute http or https address without query and credentials, of at most {NewProviderKey.MaxBaseUrlLength} characters.",
        "baseUrl");

    public static PlatformException AddressNotAllowed() => new(
        ErrorCode.InvalidValue,
        $"'baseUrl' cannot be set here: the operator allows tenants no addresses of their own ({ModelOptions.Section}:{nameof(ModelOptions.AllowTenantBaseUrls)}). Leave it out.",
        "baseUrl");

    public static PlatformException AddressNoLongerAllowed(string provider) => new(
        ErrorCode.ProviderFailed,
        $"{provider}: the tenant's key is for an address of the tenant's own, which the operator allows no longer; its owner has to set the key again without 'baseUrl'.");

    public static PlatformException Unreadable(string provider, Exception cause) => new(
        ErrorCode.ProviderFailed,
        $"{provider}: the tenant's own key cannot be decrypted any more; its owner has to set it again: PUT /v1/providers/{provider}.",
        cause: cause);
}
