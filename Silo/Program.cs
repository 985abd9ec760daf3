using Platform.ServiceDefaults;
using Platform.ServiceDefaults.Cluster;
using Platform.Silo.Agents;
using Platform.Silo.Audit;
using Platform.Silo.Hosting;
using Platform.Silo.Models;
using Platform.Silo.Requests;
using Platform.Silo.Seeding;
using Platform.Silo.Sessions;
using Platform.Silo.Storage;
using Platform.Silo.Tenants;

var builder = WebApplication.CreateBuilder(args);
if (ClusterDefaults.Missing(builder.Configuration) is { } missing)
{
    Console.Error.WriteLine(missing);
    return 1;
}

builder.AddServiceDefaults();
builder.AddPlatformRedis();
builder.AddPlatformSilo();
builder.AddPlatformModels();
builder.AddPlatformRequests();
builder.AddPlatformTenants();
builder.AddPlatformAudit();
builder.AddPlatformAgents();
builder.AddPlatformSessions();
builder.AddPlatformSeed();

var app = builder.Build();
app.MapPlatformHealth();
return await app.RunCheckedAsync();
