using Platform.ServiceDefaults;
using Platform.ServiceDefaults.Cluster;
using Platform.ServiceDefaults.Tuning;
using Platform.Silo.Agents;
using Platform.Silo.Audit;
using Platform.Silo.Erasure;
using Platform.Silo.Hosting;
using Platform.Silo.Models;
using Platform.Silo.Providers;
using Platform.Silo.Requests;
using Platform.Silo.Secrets;
using Platform.Silo.Seeding;
using Platform.Silo.Sessions;
using Platform.Silo.Storage;
using Platform.Silo.Tenants;
using Platform.Silo.Warming;

var builder = WebApplication.CreateBuilder(args);
if ((ClusterDefaults.Missing(builder.Configuration) ?? ProfileDefaults.Problem(builder.Configuration)) is { } problem)
{
    Console.Error.WriteLine(problem);
    return 1;
}

builder.AddServiceDefaults();
builder.AddPlatformRedis();
builder.AddPlatformSilo();
builder.AddPlatformSecrets();
builder.AddPlatformModels();
builder.AddPlatformRequests();
builder.AddPlatformTenants();
builder.AddPlatformAudit();
builder.AddPlatformAgents();
builder.AddPlatformSessions();
builder.AddPlatformErasure();
builder.AddPlatformProviders();
builder.AddPlatformSeed();
builder.AddPlatformWarming();

var app = builder.Build();
app.MapPlatformHealth();
return await app.RunCheckedAsync();
