using Platform.Api.Agents;
using Platform.Api.Audit;
using Platform.Api.Authentication;
using Platform.Api.Budgets;
using Platform.Api.ChatCompletions;
using Platform.Api.Cluster;
using Platform.Api.Conversations;
using Platform.Api.DeadLetters;
using Platform.Api.Erasure;
using Platform.Api.Hosting;
using Platform.Api.Limits;
using Platform.Api.Models;
using Platform.Api.OpenApi;
using Platform.Api.Overload;
using Platform.Api.Providers;
using Platform.Api.Requests;
using Platform.Api.Responses;
using Platform.Api.Sessions;
using Platform.Api.Tenants;
using Platform.Api.Usage;
using Platform.Api.Warming;
using Platform.ServiceDefaults;
using Platform.ServiceDefaults.Cluster;
using Platform.ServiceDefaults.Tuning;

var builder = WebApplication.CreateSlimBuilder(args);
if ((ClusterDefaults.Missing(builder.Configuration) ?? ProfileDefaults.Problem(builder.Configuration)) is { } problem)
{
    Console.Error.WriteLine(problem);
    return 1;
}

builder.AddServiceDefaults();
builder.AddHttpServer();
builder.Services.AddDrain();
builder.AddPlatformClusterClient();
builder.Services.AddProxies();
builder.Services.AddPlatformAuthentication();
builder.Services.AddPlatformErasure();
builder.Services.AddPlatformLimits();
builder.Services.AddPlatformOverload();
builder.Services.AddSingleton<TurnDelivery>();
builder.Services.AddPlatformAudit();
builder.Services.AddPlatformOpenApi();
builder.Services.AddPlatformWarming();

var app = builder.Build();
app.UseProxies();
app.UseSockets();
app.UseMiddleware<DrainNotice>();
app.UseMiddleware<RequestEdge>();
app.MapTenants();
app.MapUsage();
app.MapBudgets();
app.MapAudit();
app.MapCluster();
app.MapAgents();
app.MapSessions();
app.MapDeadLetters();
app.MapModels();
app.MapProviders();
app.MapErasure();
app.MapChatCompletions();
app.MapResponses();
app.MapConversations();
app.MapPlatformHealth();
app.MapPlatformOpenApi();
return await app.RunUntilStopped();
