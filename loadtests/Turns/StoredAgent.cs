using System.Net.Http.Json;
using Platform.LoadTests.Tenants;

namespace Platform.LoadTests.Turns;

/// <summary>Agents that scenarios make for themselves.</summary>
internal static class StoredAgent
{
    /// <summary>Stores one.</summary>
    /// <param name="http">An owner's client.</param>
    /// <param name="id">Its id.</param>
    /// <param name="settings">Its settings, as the API takes them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task Put(HttpClient http, string id, object settings, CancellationToken cancellationToken) =>
        LoadTenant.Expect(http.PutAsJsonAsync($"/v1/agents/{id}", settings, cancellationToken), cancellationToken);
}
