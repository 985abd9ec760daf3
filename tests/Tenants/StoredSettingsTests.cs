using System.Text.Json;
using Platform.Contracts.Tenants;
using Platform.Silo.Storage;
using Xunit;

namespace Platform.Tests.Tenants;

public sealed class StoredSettingsTests
{
    [Fact]
    public void A_tenant_that_was_stored_before_there_were_weights_has_the_usual_one()
    {
        var document = JsonSerializer.Deserialize("""{"settings":{"maxMessages":50,"ttlHours":5},"status":"Active"}""", StoreJson.Default.TenantDocument)!;

        Assert.Equal(50, document.Settings.MaxMessages);
        Assert.Equal(TenantSettings.DefaultWeight, document.Settings.Share);
        Assert.Null(document.Settings.Limits);
    }
}
