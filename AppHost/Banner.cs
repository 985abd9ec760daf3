using System.Diagnostics;

namespace Platform.AppHost;

/// <summary>What is shown when everything is healthy: where to go, with which key, and a line to paste.</summary>
internal static class Banner
{
    public static async Task ShowAsync(Keys keys, AppHostOptions options, IResourceWithConnectionString redis) =>
        await Console.Out.WriteLineAsync(Text(keys, options, await redis.GetConnectionStringAsync(), SinceStart()));

    internal static string Text(Keys keys, AppHostOptions options, string? redis, TimeSpan startTime) => $$"""

        ready in {{startTime.TotalSeconds:0.0}} s: {{options.Silos}} silo(s), {{options.Apis}} API process(es)

          URL        {{keys.Url}}
          admin key  {{keys.AdminKey}}
          demo key   {{keys.DemoKey}}

        talk to an agent (again and again: it is one session):
          curl -s {{keys.Url}}/v1/chat/completions -H "Authorization: Bearer {{keys.DemoKey}}" -H "content-type: application/json" -H "x-session-id: first" -d '{"model":"agent/assistant","messages":[{"role":"user","content":"hello"}]}'
        its history:
          curl -s {{keys.Url}}/v1/sessions/first/messages -H "Authorization: Bearer {{keys.DemoKey}}"

        one more silo, from another shell:
          ConnectionStrings__redis={{redis?.Split(',')[0]}} dotnet run --project Silo

        Ctrl+C stops everything.

        """;

    private static TimeSpan SinceStart()
    {
        using var process = Process.GetCurrentProcess();
        return TimeProvider.System.GetLocalNow() - process.StartTime;
    }
}
